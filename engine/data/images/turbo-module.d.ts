// The parts that are used of libjpeg-turbo compiled to WebAssembly, which comes without types.

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  /** Decodes one picture at a time; memory is reused for the next. */
  export interface JpegDecoder {
    /** Room for `length` bytes of a JPEG. */
    getEncodedBuffer(length: number): Uint8Array;
    /** Throws a number where the bytes are damaged or end too soon. */
    decode(): void;
    /** A view of the pixels, valid until the next picture. */
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
  }
  export default function load(): Promise<{ readonly JPEGDecoder: new () => JpegDecoder }>;
}
