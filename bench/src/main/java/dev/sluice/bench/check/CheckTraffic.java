package dev.sluice.bench.check;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of encoded checks with the same expected result, in a closed loop or at a constant
 * rate.
 *
 * @param next returns the next check, or null at the end
 * @param allowed whether each must be allowed
 * @param perSecond the rate; 0 for a closed loop
 */
public record CheckTraffic(Supplier<byte @Nullable []> next, boolean allowed, int perSecond) {

  /** Returns a closed loop that repeats the messages without end. */
  public static CheckTraffic repeating(List<byte[]> messages, boolean allowed) {
    int[] next = {0};
    return new CheckTraffic(() -> messages.get(next[0]++ % messages.size()), allowed, 0);
  }

  /** Returns a closed loop that sends each message once. */
  public static CheckTraffic once(List<byte[]> messages, boolean allowed) {
    Iterator<byte[]> left = messages.iterator();
    return new CheckTraffic(() -> left.hasNext() ? left.next() : null, allowed, 0);
  }

  /** Returns the same checks at a constant rate, whether or not responses arrive. */
  public CheckTraffic paced(int rate) {
    return new CheckTraffic(next, allowed, rate);
  }
}
