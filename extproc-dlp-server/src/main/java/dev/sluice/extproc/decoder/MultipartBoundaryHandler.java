package dev.sluice.extproc.decoder;

/** A handler of the content between the boundaries of a multipart body, in order. */
public interface MultipartBoundaryHandler {
  /** Reads bytes that are neither part of a boundary nor of the line end before one. */
  void content(byte[] bytes, int from, int to, long raw);

  /** Reports a boundary that ends at {@code raw}; {@code last} is true for the closing one. */
  void boundary(boolean last, long raw);

  /** Reports the text of a boundary at a place where a lenient reader would accept it. */
  void misplacedBoundary(long raw);
}
