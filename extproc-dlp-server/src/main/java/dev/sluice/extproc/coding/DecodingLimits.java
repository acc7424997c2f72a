package dev.sluice.extproc.coding;

/**
 * What plain bytes may become of coded ones.
 *
 * @param ratio plain bytes for each coded byte
 * @param initialBytes plain bytes beside those, for what is short compresses best
 * @param totalBytes plain bytes of one body
 */
public record DecodingLimits(int ratio, long initialBytes, long totalBytes) {
  boolean allows(long taken, long made) {
    return made <= totalBytes && (made <= initialBytes || (made - initialBytes) / ratio <= taken);
  }
}
