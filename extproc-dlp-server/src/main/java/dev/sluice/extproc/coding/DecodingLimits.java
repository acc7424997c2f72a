package dev.sluice.extproc.coding;

/**
 * The limits on the plain bytes of one body.
 *
 * @param ratio the plain bytes per coded byte
 * @param initialBytes the plain bytes allowed in addition, because short bodies compress best
 * @param totalBytes the plain bytes of the whole body
 */
public record DecodingLimits(int ratio, long initialBytes, long totalBytes) {
  boolean allows(long codedBytes, long plainBytes) {
    return plainBytes <= totalBytes
        && (plainBytes <= initialBytes || (plainBytes - initialBytes) / ratio <= codedBytes);
  }
}
