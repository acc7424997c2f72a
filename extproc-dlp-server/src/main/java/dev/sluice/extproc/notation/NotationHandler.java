package dev.sluice.extproc.notation;

/** A handler of text whose notations are recognized, in order. */
public interface NotationHandler {
  /** Handles text without a notation. */
  void plain(byte[] text, int from, int to);

  /**
   * Handles a notation.
   *
   * @param shown the bytes that a reader or a decoder sees, fewer than those of the notation
   * @param shownLength the number of these bytes; 0 if the notation shows nothing
   */
  void notation(byte[] text, int from, int to, byte[] shown, int shownLength);
}
