/** Worker: reads PDFs. */
import 'pdfjs-dist/build/pdf.worker.min.mjs';
