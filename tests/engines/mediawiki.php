<?php
// Renders wikitext with MediaWiki's own parser: a request in JSON a line, an answer.
// MW_INSTALL_PATH names MediaWiki, MW_CONFIG_FILE the settings of a throw-away wiki.
error_reporting(E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE);
require_once getenv('MW_INSTALL_PATH') . '/maintenance/Maintenance.php';

class Renderer extends Maintenance {
    public function execute() {
        while (($line = fgets(STDIN)) !== false) {
            $request = json_decode($line, true);
            try {
                $answer = isset($request['texts'])
                    ? ['html' => array_map(fn($text) => $this->rendered($text, Title::newFromText('Preview')), $request['texts'])]
                    : ['pages' => $this->site($request['site'])];
            } catch (Throwable $e) {
                $answer = ['error' => (string) $e];
            }
            fwrite(STDOUT, json_encode($answer, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
        }
    }

    private function rendered($text, $title) {
        $user = User::newSystemUser('Renderer', ['steal' => true]);
        $options = ParserOptions::newFromUser($user);
        $parser = MediaWiki\MediaWikiServices::getInstance()->getParserFactory()->create();
        $text = $parser->preSaveTransform($text, $title, $user, $options);
        return $parser->parse($text, $title, $options)->getText(['enableSectionEditLinks' => false, 'allowTOC' => false]);
    }

    private function site($root) {
        $services = MediaWiki\MediaWikiServices::getInstance();
        $user = User::newSystemUser('Renderer', ['steal' => true]);
        $titles = [];
        foreach (glob("$root/*.mw") as $file) {
            $name = str_replace('%2F', '/', basename($file, '.mw'));
            $title = Title::newFromText($name);
            if (!$title) throw new Exception("no title: $name");
            $content = ContentHandler::makeContent(file_get_contents($file), $title);
            $page = $services->getWikiPageFactory()->newFromTitle($title);
            $page->doUserEditContent($content, $user, 'test');
            $titles[basename($file)] = $title;
        }
        DeferredUpdates::doUpdates();
        $services->getLinkCache()->clear();
        $pages = [];
        foreach ($titles as $name => $title) {
            $page = $services->getWikiPageFactory()->newFromTitle($title);
            $text = $page->getContent()->getText();
            $pages[$name] = ['html' => $this->rendered($text, $title), 'title' => $title->getPrefixedText()];
        }
        return $pages;
    }
}

$maintClass = Renderer::class;
require_once RUN_MAINTENANCE_IF_MAIN;
