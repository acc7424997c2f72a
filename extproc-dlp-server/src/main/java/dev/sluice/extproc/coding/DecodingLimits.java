package dev.sluice.extproc.coding;

/**
 * What plain bytes may become of coded ones.
 *
 * @param ratio plain bytes for each coded byte
 * @param start plain bytes beside those, for what is short compresses best
 * @param total plain bytes of one body
 */
public record DecodingLimits(int ratio, long start, long total) {
  boolean allow(long taken, long made) {
    return made <= total && (made <= start || (made - start) / ratio <= taken);
  }
}
