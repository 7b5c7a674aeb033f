// Pours texts into frames, as layout programs do and CSS columns cannot: columns of unequal height
// around a headline or a picture, painted in any order, and boxes set into the middle of a
// paragraph. Texts are only cut at the ends of lines, so no line is set twice.
'use strict';

// The offsets in the paragraph's text at which its lines begin.
function lineStarts(paragraph) {
  const node = paragraph.firstChild, starts = [0], range = document.createRange();
  if (!node || node.nodeType !== Node.TEXT_NODE) return starts;
  let left = -Infinity;
  for (let i = 0; i < node.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getClientRects()[0];
    if (!rect || !rect.width) continue;
    if (rect.left < left - 1) starts.push(i);
    left = rect.left;
  }
  return starts;
}

// Cuts the paragraph before the character; what is cut off goes on without an indent.
function cutAt(paragraph, offset) {
  const rest = paragraph.cloneNode(true);
  rest.firstChild.data = paragraph.firstChild.data.slice(offset);
  rest.style.textIndent = '0';
  paragraph.firstChild.data = paragraph.firstChild.data.slice(0, offset);
  paragraph.style.textAlignLast = 'justify';
  return rest;
}

for (const box of document.querySelectorAll('.box.mid')) {
  const before = box.previousElementSibling;
  if (!before || before.tagName !== 'P' || before.classList.length > 1) continue;
  const starts = lineStarts(before);
  if (starts.length > 3) box.after(cutAt(before, starts[Math.floor(starts.length / 2)]));
}

// All lines of a text as {item, offset, bottom}; a box or a picture is one line.
function linesOf(source) {
  const top = source.getBoundingClientRect().top, lines = [];
  for (const item of source.children) {
    const rect = item.getBoundingClientRect();
    const starts = item.tagName === 'P' ? lineStarts(item) : [0];
    starts.forEach((offset, i) => lines.push({
      item, offset, top: rect.top - top + rect.height * i / starts.length, bottom: rect.top - top + rect.height * (i + 1) / starts.length,
    }));
  }
  return lines;
}

function pour(flow) {
  const source = flow.querySelector('.src'), width = source.getBoundingClientRect().width;
  const columns = +flow.dataset.columns, em = parseFloat(getComputedStyle(flow).fontSize), step = width + flow.dataset.gap * em;
  const offsets = new Array(columns).fill(0);
  for (const block of flow.querySelectorAll('[data-from]')) {
    const from = +block.dataset.from, to = +block.dataset.to;
    const top = Math.max(...offsets.slice(from, to));
    Object.assign(block.style, { position: 'absolute', left: from * step + 'px', top: top + 'px', width: (to - from) * step - (step - width) + 'px' });
    offsets.fill(top + block.getBoundingClientRect().height + em * 0.5, from, to);
  }
  const lines = linesOf(source), total = lines.length ? lines[lines.length - 1].bottom : 0;
  const foot = Math.max((total + offsets.reduce((a, b) => a + b, 0)) / columns, Math.max(...offsets) + em * 2) + em * 1.2;
  const frames = [];
  let start = 0, column = -1;
  for (const line of lines) {
    if (column < 0 || (column < columns - 1 && line.bottom - start > foot - offsets[column])) {
      column++;
      start = line.top;
      const frame = document.createElement('div');
      Object.assign(frame.style, { position: 'absolute', left: column * step + 'px', top: offsets[column] + 'px', width: width + 'px' });
      frames.push({ frame, first: line });
    }
  }
  // From the last frame to the first, so that offsets in a paragraph stay right.
  let items = [...source.children];
  for (const { frame, first } of [...frames].reverse()) {
    const at = items.indexOf(first.item), tail = items.splice(at);
    if (first.offset > 0) {
      tail[0] = cutAt(first.item, first.offset);
      items.push(first.item);
    }
    frame.append(...tail);
  }
  const order = flow.dataset.order.split(',').map(Number);
  for (const i of order) if (frames[i]) source.before(frames[i].frame);
  source.remove();
  const bottoms = [...flow.children].map((child) => child.offsetTop + child.offsetHeight);
  flow.style.height = Math.max(...bottoms) + 'px';
}

document.querySelectorAll('.flow').forEach(pour);
