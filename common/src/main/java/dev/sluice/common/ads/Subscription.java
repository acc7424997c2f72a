package dev.sluice.common.ads;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One kind of resource a server wants all of. {@code apply} gets the whole set by name after each
 * change; when it throws, the change is refused towards the controller and the set before it stays.
 */
public record Subscription<T extends Message>(
    String typeUrl, Parser<T> parser, Consumer<Map<String, T>> apply) {

  /** The message's name without its package, which names metrics and files. */
  String shortName() {
    return typeUrl.substring(Math.max(typeUrl.lastIndexOf('.'), typeUrl.lastIndexOf('/')) + 1);
  }
}
