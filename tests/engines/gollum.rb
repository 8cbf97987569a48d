# Renders Markdown as gollum does, the engine of GitHub's wikis: a request in JSON a line, an answer.
# github-markup takes the first Markdown gem it finds; GitHub's own is commonmarker.
require 'json'
require 'tmpdir'
require 'fileutils'
require 'gollum-lib'
require 'commonmarker'
require 'github/markup'

GitHub::Markup::Markdown::MARKDOWN_GEMS.clear
GitHub::Markup::Markdown::MARKDOWN_GEMS['commonmarker'] = proc { |content, **_|
  CommonMarker.render_html(content, [:GITHUB_PRE_LANG, :UNSAFE], [:tagfilter, :autolink, :table, :strikethrough, :tasklist])
}

def wiki_of(files)
  folder = Dir.mktmpdir
  at_exit { FileUtils.remove_entry(folder) if File.exist?(folder) }
  system('git', 'init', '-q', folder, exception: true)
  files.each { |name, data| File.binwrite(File.join(folder, name), data) }
  system('git', '-C', folder, 'add', '-A', exception: true)
  system('git', '-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '-qm', 'x', '--allow-empty', exception: true)
  branch = `git -C #{folder} branch --show-current`.strip
  Gollum::Wiki.new(folder, ref: branch)
end

scratch = wiki_of('Home.md' => 'home')
$stdin.each_line do |line|
  request = JSON.parse(line)
  begin
    if request['texts']
      html = request['texts'].map { |text| scratch.preview_page('Preview', text, :markdown).formatted_data.to_s }
      answer = { html: html }
    else
      root = request['site']
      files = Dir.glob('*', File::FNM_DOTMATCH, base: root).select { |n| File.file?(File.join(root, n)) }
      wiki = wiki_of(files.to_h { |n| [n, File.binread(File.join(root, n))] })
      names = files.select { |n| n.end_with?('.md') && !n.start_with?('_') }
      pages = names.to_h do |n|
        page = wiki.page(File.basename(n, '.md'))
        side = page.sidebar
        [n, { html: page.formatted_data.to_s, sidebar: side ? side.formatted_data.to_s : '' }]
      end
      answer = { pages: pages }
    end
  rescue StandardError => e
    answer = { error: "#{e.class}: #{e.message}\n#{e.backtrace.first(5).join("\n")}" }
  end
  puts JSON.generate(answer)
  $stdout.flush
end
