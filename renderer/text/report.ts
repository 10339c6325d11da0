// Words of the Report page.

const ja = {
  title: '報告書',
  lead: '上長の確認・承認に使える形でまとめました。A4・押印欄つきです。',
  language: '報告書の言語',
  making: '報告書を作っています',
  preview: '報告書の見本',
  pdf: 'PDFを作る',
  csv: '表をCSVで保存',
  printing: 'PDFを作っています',
  phases: { writing: '本文を作成中', printing: 'PDFに印刷中', done: '完了' },
  save: 'PDFを保存',
  saved: (name: string) => `「${name}」を保存しました`,
  decideFirst: '採用の判断は、比較の画面で記録すると報告書に載ります。',
  toCompare: '比較へ戻る',
};

const en: typeof ja = {
  title: 'Report',
  lead: 'Ready for review and approval: A4, with boxes for signatures.',
  language: 'Language of the report',
  making: 'Making the report',
  preview: 'Preview of the report',
  pdf: 'Create PDF',
  csv: 'Save the table as CSV',
  printing: 'Making the PDF',
  phases: { writing: 'writing', printing: 'printing to PDF', done: 'done' },
  save: 'Save PDF',
  saved: (name) => `“${name}” was saved`,
  decideFirst: 'Decisions recorded on the Compare page appear in the report.',
  toCompare: 'Back to Compare',
};

export const reportWords = { ja, en };
