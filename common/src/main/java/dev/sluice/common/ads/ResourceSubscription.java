package dev.sluice.common.ads;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.function.Consumer;

/**
 * One kind of resource a server wants all of. {@code apply} gets what changes, and at first what
 * there is; it puts all of it in force, or throws and leaves everything as it was: then the change
 * is refused towards the controller.
 */
public record ResourceSubscription<T extends Message>(
    String typeUrl, Parser<T> parser, Consumer<ResourceChange<T>> apply) {

  /** A subscription to the messages of that kind. */
  public static <T extends Message> ResourceSubscription<T> to(
      Descriptor message, Parser<T> parser, Consumer<ResourceChange<T>> apply) {
    return new ResourceSubscription<>(
        "type.googleapis.com/" + message.getFullName(), parser, apply);
  }

  /** The message's name without its package, which names metrics and files. */
  String shortName() {
    return typeUrl.substring(Math.max(typeUrl.lastIndexOf('.'), typeUrl.lastIndexOf('/')) + 1);
  }
}
