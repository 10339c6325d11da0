// Words of the Settings page.

const ja = {
  title: '設定',
  language: '表示言語',
  theme: '画面の明るさ',
  device: '計算に使う装置',
  deviceHelp: '「自動」は、このPCで実際に少し動かして速いものを選びます。',
  auto: '自動（推奨）',
  devices: { cpu: 'CPU', webgpu: 'GPU(WebGPU)', directml: 'GPU(DirectML)', cuda: 'GPU(CUDA)', tensorflow: 'GPU(TensorFlow)' } as Record<string, string>,
  available: '使えます',
  unavailable: '使えません',
  reason: '使えない理由（技術情報）',
  looking: '装置を調べています',
  folder: 'データの保存場所',
  folderHelp: 'プロジェクト・学習の記録・モデルは、すべてこのフォルダーにあります。コピーすれば別のPCへ移せます。',
  about: 'このアプリについて',
  version: 'バージョン',
  machine: 'このPC',
  host: '動いている形',
  hosts: { electron: 'デスクトップアプリ', loopback: 'このPCのブラウザー（127.0.0.1）', 'command-line': 'コマンドライン' },
  offline: 'このアプリは通信しません。データも利用状況も、このPCの外へ送りません。',
  whatsNew: 'このバージョンの新しいところ',
};

const en: typeof ja = {
  title: 'Settings',
  language: 'Language',
  theme: 'Brightness',
  device: 'Device that computes',
  deviceHelp: '“Automatic” tries each for a moment on this PC and keeps the fastest.',
  auto: 'Automatic (recommended)',
  devices: { cpu: 'CPU', webgpu: 'GPU (WebGPU)', directml: 'GPU (DirectML)', cuda: 'GPU (CUDA)', tensorflow: 'GPU (TensorFlow)' },
  available: 'available',
  unavailable: 'not available',
  reason: 'Why not (technical)',
  looking: 'Looking for devices',
  folder: 'Where data are kept',
  folderHelp: 'Projects, training records and models are all in this folder. Copy it to move to another PC.',
  about: 'About',
  version: 'Version',
  machine: 'This PC',
  host: 'Runs as',
  hosts: { electron: 'desktop program', loopback: 'browser on this PC (127.0.0.1)', 'command-line': 'command line' },
  offline: 'This program never uses the network. Neither data nor usage leave this PC.',
  whatsNew: 'New in this version',
};

export const settingsWords = { ja, en };
