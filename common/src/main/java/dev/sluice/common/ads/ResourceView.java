package dev.sluice.common.ads;

import com.google.protobuf.Message;
import java.util.function.BiFunction;

/**
 * An immutable value that a server derives from all applied resources of one type. Each change
 * replaces it.
 *
 * @param <M> the type of the resources
 * @param <T> the type of the derived value
 */
public final class ResourceView<M extends Message, T> {
  private final BiFunction<T, ResourceChange<M>, T> next;
  private volatile T current;

  /**
   * Starts without resources. {@code next} throws {@link IllegalArgumentException} to reject a
   * change.
   */
  public ResourceView(T none, BiFunction<T, ResourceChange<M>, T> next) {
    this.current = none;
    this.next = next;
  }

  /** Returns the current value. */
  public T current() {
    return current;
  }

  /**
   * Applies a change. A {@link ResourceSubscription} calls this method for one change at a time.
   */
  public void apply(ResourceChange<M> change) {
    current = next.apply(current, change);
  }
}
