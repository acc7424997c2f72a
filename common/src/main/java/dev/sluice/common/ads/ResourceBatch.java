package dev.sluice.common.ads;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A batch of changes that is valid on disk only as a whole. It is stored in frames of about one
 * MiB; the last frame names the version of the resulting set.
 */
record ResourceBatch(List<HeldResource> resources, List<String> removed, String version)
    implements Iterable<byte[]> {
  private static final int FRAME_BYTES = 1 << 20;

  @Override
  public Iterator<byte[]> iterator() {
    return new FrameIterator();
  }

  /** An iterator that encodes each frame when it is requested. */
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
