// Pictures: from a dropped folder to a table, a set, and rows of pixels.

export { openPack, packSpec, type ImagePack, type PackSize } from './pack.ts';
export { brightnessOf, type ImageSet } from './image-set.ts';
export { importImages, type ImageRequest } from './import-images.ts';
export { packFolder, type PackFolderHooks } from './zip-write.ts';
export { picture, thumbnail } from './view.ts';
export { proposeSize } from './size.ts';
export type { ImageHooks } from './survey-all.ts';
export type { PackSpec } from './fit-picture.ts';
export type { Survey } from './survey.ts';
export { checkImages, type ImageDocument } from './check-images.ts';
export { joinToPhotos, photoColumnsOf } from './join-photos.ts';
export { listTables } from './list-tables.ts';
export { isGoodClass } from './masks.ts';
