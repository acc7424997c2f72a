package dev.sluice.ctl.dlp.source;

/** A handler of the added lines of a patch; lines that follow each other are one text. */
public interface DiffTextHandler {
  /**
   * Begins a text.
   *
   * @param commit the id of the commit; empty if the patch names none
   * @param line the number of its first line in the file
   */
  void begin(String commit, String path, long line);

  /** Adds bytes to the text. */
  void bytes(byte[] bytes, int from, int to);

  /** Ends the text. */
  void end();
}
