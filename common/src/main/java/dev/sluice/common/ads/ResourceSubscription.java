package dev.sluice.common.ads;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.function.Consumer;

/**
 * A subscription of a server to all resources of one type. {@code apply} receives the initial set
 * and then each change. It applies the whole change, or throws and changes nothing, and the client
 * then rejects the response with a NACK.
 *
 * @param complete runs when the applied set equals that of the controller
 */
public record ResourceSubscription<T extends Message>(
    String typeUrl, Parser<T> parser, Consumer<ResourceChange<T>> apply, Runnable complete) {

  /** Returns a subscription to all messages of a type. */
  public static <T extends Message> ResourceSubscription<T> to(
      Descriptor message, Parser<T> parser, Consumer<ResourceChange<T>> apply) {
    return to(message, parser, apply, () -> {});
  }

  /** Returns a subscription that also reports each time at which the set is complete. */
  public static <T extends Message> ResourceSubscription<T> to(
      Descriptor message, Parser<T> parser, Consumer<ResourceChange<T>> apply, Runnable complete) {
    return new ResourceSubscription<>(
        "type.googleapis.com/" + message.getFullName(), parser, apply, complete);
  }

  /** Returns the message name without its package, for names of metrics and files. */
  String shortName() {
    return typeUrl.substring(Math.max(typeUrl.lastIndexOf('.'), typeUrl.lastIndexOf('/')) + 1);
  }
}
