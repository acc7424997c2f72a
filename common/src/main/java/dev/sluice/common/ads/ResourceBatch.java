package dev.sluice.common.ads;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Changes that count on disk together: frames of about a mebibyte, of which the last names the
 * version of the set with all of them.
 */
record ResourceBatch(List<HeldResource> resources, List<String> removed, String version)
    implements Iterable<byte[]> {
  private static final int FRAME_BYTES = 1 << 20;

  @Override
  public Iterator<byte[]> iterator() {
    return new FrameIterator();
  }

  /** Makes each frame when it is its turn. */
  private final class FrameIterator implements Iterator<byte[]> {
    private int next;
    private boolean ended;

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public byte[] next() {
      if (ended) {
        throw new NoSuchElementException();
      }
      DeltaDiscoveryResponse.Builder frame = DeltaDiscoveryResponse.newBuilder();
      long bytes = 0;
      while (next < resources.size() && bytes < FRAME_BYTES) {
        HeldResource resource = resources.get(next++);
        frame.addResources(resource.resource());
        bytes += resource.bytes();
      }
      ended = next == resources.size();
      if (ended) {
        frame.addAllRemovedResources(removed).setSystemVersionInfo(version);
      }
      return frame.build().toByteArray();
    }
  }
}
