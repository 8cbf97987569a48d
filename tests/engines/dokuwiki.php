<?php
// Renders DokuWiki's syntax with its own parser: a request in JSON a line, an answer.
// Arguments: the folder of a throw-away wiki.
error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);
$scratch = $argv[1];
foreach (['pages', 'attic', 'media', 'media_attic', 'meta', 'media_meta', 'cache', 'index', 'locks', 'tmp', 'log'] as $name) {
    @mkdir("$scratch/data/$name", 0777, true);
}
@mkdir("$scratch/conf", 0777, true);
foreach (glob('/etc/dokuwiki/*') as $file) {
    if (is_file($file)) @copy($file, "$scratch/conf/" . basename($file));
}
file_put_contents("$scratch/conf/local.php", "<?php\n\$conf['savedir'] = '$scratch/data'; \$conf['useacl'] = 0; \$conf['basedir'] = '/'; \$conf['userewrite'] = 1; \$conf['disableactions'] = '';\n");
define('DOKU_CONF', "$scratch/conf/");
define('DOKU_INC', '/usr/share/dokuwiki/');
define('NOSESSION', 1);
$_SERVER += ['REMOTE_ADDR' => '127.0.0.1', 'HTTP_HOST' => 'localhost', 'REQUEST_METHOD' => 'GET', 'SCRIPT_NAME' => '/doku.php', 'REQUEST_URI' => '/'];
ob_start();
require_once DOKU_INC . 'inc/init.php';
ob_end_clean();
$conf['maxtoclevel'] = 0;
$conf['relnofollow'] = 0;

function rendered($text, $id) {
    global $ID, $INFO;
    $ID = $id;
    $INFO['id'] = $id;
    $info = [];
    return p_render('xhtml', p_get_instructions($text), $info);
}

while (($line = fgets(STDIN)) !== false) {
    $request = json_decode($line, true);
    try {
        if (isset($request['texts'])) {
            $answer = ['html' => array_map(fn($text) => rendered($text, 'briefs:preview'), $request['texts'])];
        } else {
            $root = $request['site'];
            $target = "$scratch/data/pages/briefs";
            shell_exec('rm -rf ' . escapeshellarg($target) . ' && cp -r ' . escapeshellarg($root) . ' ' . escapeshellarg($target));
            $media = "$scratch/data/media/briefs";
            @mkdir($media, 0777, true);
            foreach (glob("$root/*.{png,jpg}", GLOB_BRACE) as $picture) copy($picture, "$media/" . basename($picture));
            $pages = [];
            foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($target, FilesystemIterator::SKIP_DOTS)) as $file) {
                if ($file->getExtension() !== 'txt') continue;
                $path = substr($file->getPathname(), strlen($target) + 1);
                $id = 'briefs:' . str_replace('/', ':', rawurldecode(substr($path, 0, -4)));
                $pages[$path] = ['html' => rendered(file_get_contents($file->getPathname()), $id), 'id' => $id];
            }
            $answer = ['pages' => $pages];
        }
    } catch (Throwable $e) {
        $answer = ['error' => (string) $e];
    }
    fwrite(STDOUT, json_encode($answer, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
}
