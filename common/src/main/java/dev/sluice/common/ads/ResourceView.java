package dev.sluice.common.ads;

import com.google.protobuf.Message;
import java.util.function.BiFunction;

/**
 * What a server made of the resources of one kind that are in force: an immutable value, followed
 * by the next one at each change.
 *
 * @param <M> the resources
 * @param <T> what was made of them
 */
public final class ResourceView<M extends Message, T> {
  private final BiFunction<T, ResourceChange<M>, T> next;
  private volatile T current;

  /**
   * Begins without any resource; {@code next} throws {@link IllegalArgumentException} to refuse
   * what the controller sent.
   */
  public ResourceView(T none, BiFunction<T, ResourceChange<M>, T> next) {
    this.current = none;
    this.next = next;
  }

  /** What is in force now. */
  public T current() {
    return current;
  }

  /** To be given to a {@link ResourceSubscription}, whose changes come one after the other. */
  public void apply(ResourceChange<M> change) {
    current = next.apply(current, change);
  }
}
