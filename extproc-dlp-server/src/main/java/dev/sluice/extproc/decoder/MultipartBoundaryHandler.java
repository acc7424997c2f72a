package dev.sluice.extproc.decoder;

/** Takes what stands between the boundaries of a multipart body, in order. */
public interface MultipartBoundaryHandler {
  /** Bytes that are no part of a boundary, nor of the line end before one. */
  void content(byte[] bytes, int from, int to, long raw);

  /** A boundary ends at {@code raw}, the last one of the body or not. */
  void boundary(boolean last, long raw);

  /** The text of a boundary where none may stand, as a careless reader would find it. */
  void misplacedBoundary(long raw);
}
