// Renders Markdown with the engines of npm: a request in JSON a line, an answer.
// github, gitlab and obsidian add to remark-gfm what these do with the words that it has read.
import readline from 'node:readline';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import { emojify } from 'node-emoji';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';

const azure = new MarkdownIt({ html: true, linkify: true });

// A rule for the words of a text: each match becomes an element that a test will see.
function spotting(pattern, tag) {
  return () => (tree) =>
    visit(tree, 'text', (node, index, parent) => {
      if (!parent || parent.tagName === 'code' || parent.tagName === 'a') return undefined;
      const parts = [];
      let last = 0;
      for (const match of node.value.matchAll(pattern)) {
        parts.push({ type: 'text', value: node.value.slice(last, match.index) });
        const link = /^\[\[([^|]*)\|(.*)\]\]$/.exec(match[0].replace('\\|', '|'));
        parts.push(
          link
            ? { type: 'element', tagName: 'a', properties: { href: link[1] }, children: [{ type: 'text', value: link[2] }] }
            : { type: 'element', tagName: tag, properties: {}, children: [{ type: 'text', value: `⟦${match[0]}⟧` }] },
        );
        last = match.index + match[0].length;
      }
      if (!parts.length) return undefined;
      parts.push({ type: 'text', value: node.value.slice(last) });
      parent.children.splice(index, 1, ...parts);
      return [SKIP, index + parts.length];
    });
}

// GitHub replaces words after its Markdown is read: an escape is then gone.
const shortcodes = () => (tree) => visit(tree, 'text', (node) => { node.value = emojify(node.value); });

// GitLab and Obsidian honour a backslash: an escaped sign is set apart before words are looked at.
function apart(text) {
  return text.replace(/\\([\s\S])/g, (pair, sign) => ('@#!~%$&^:=[]'.includes(sign) ? `<span data-escaped>&#${sign.charCodeAt(0)};</span>` : pair));
}

function pipeline(...words) {
  const made = unified().use(remarkParse).use(remarkGfm);
  made.use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
  for (const word of words) made.use(word);
  return made.use(rehypeStringify);
}

const gfm = pipeline();
// Its rule for a formula: nothing but a space or a sign before it, no space inside its ends.
const formulas = /(?<![\w$])\$(?=[^\s$])[^$]*?(?<=[^\s$])\$(?![\w$])|\$\$.+?\$\$|\$`.*?`\$/gu;
const github = pipeline(shortcodes, spotting(formulas, 'mark'));
const gitlab = pipeline(
  shortcodes,
  spotting(/(?<!\w)@\w[\w.-]*|#\d+|(?<!\w)!\d+|~[\w"][\w-]*|%[\w"][\w-]*|\$\d+(?![\d,.]*\s?\w)|&\d+|\$[^\s$][^$]*[^\s$]\$/gu, 'mark'),
);
const obsidian = pipeline(
  spotting(/\[\[[^\]]+\]\]|==\S.*?\S==|%%.*?%%|(?<!\S)#[\p{L}\p{N}_/-]*\p{L}[\p{L}\p{N}_/-]*|\$[^\s$][^$]*[^\s$]\$/gu, 'mark'),
);

const engines = {
  marked: (text) => marked.parse(text),
  'markdown-it': (text) => azure.render(text),
  'remark-gfm': (text) => String(gfm.processSync(text)),
  github: (text) => String(github.processSync(text)),
  gitlab: (text) => String(gitlab.processSync(apart(text))),
  obsidian: (text) => String(obsidian.processSync(apart(text))),
};

let mermaid;
async function diagram(text) {
  mermaid ??= (await import('mermaid')).default;
  try {
    await mermaid.parse(text);
    return 'ok';
  } catch (error) {
    return String(error.message ?? error);
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { engine, texts } = JSON.parse(line);
  let answer;
  try {
    answer = { html: engine === 'mermaid' ? await Promise.all(texts.map(diagram)) : texts.map(engines[engine]) };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
