// What pdf.js reads in a PDF, ticks in it and draws of it.
//   node pdfjs.mjs read FILE              writes its text as JSON
//   node pdfjs.mjs tick FILE OUT NAME …   ticks boxes by their names and saves the form
//   node pdfjs.mjs draw FILE OUT          draws each page, at 144 dots an inch, to OUT-1.png, OUT-2.png …
import fs from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const [what, file, out, ...names] = process.argv.slice(2);
const document = await getDocument({ data: new Uint8Array(fs.readFileSync(file)), verbosity: 0 }).promise;
const pages = await Promise.all(Array.from({ length: document.numPages }, (_, place) => document.getPage(place + 1)));

if (what === "read") {
  const contents = await Promise.all(pages.map((page) => page.getTextContent()));
  const items = contents.flatMap((content) => content.items);
  process.stdout.write(JSON.stringify(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("")));
} else if (what === "tick") {
  const fields = (await Promise.all(pages.map((page) => page.getAnnotations()))).flat();
  for (const field of fields) {
    if (names.includes(field.fieldName)) document.annotationStorage.setValue(field.id, { value: true });
  }
  fs.writeFileSync(out, await document.saveDocument());
} else {
  for (const [place, page] of pages.entries()) {
    const viewport = page.getViewport({ scale: 2 });
    const canvas = createCanvas(viewport.width, viewport.height);
    await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
    fs.writeFileSync(`${out}-${place + 1}.png`, canvas.toBuffer("image/png"));
  }
}
