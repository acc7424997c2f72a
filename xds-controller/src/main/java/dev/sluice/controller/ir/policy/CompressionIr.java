package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.edge.CompressionCoding;
import java.util.List;
import java.util.Locale;

/**
 * A policy that compresses responses for clients that accept it.
 *
 * @param codings the codings that may be used; none means no compression
 * @param minBytes the length from which on a response is compressed
 * @param contentTypes the content types that are compressed
 */
public record CompressionIr(
    List<CompressionCoding> codings, int minBytes, List<String> contentTypes)
    implements RoutePolicyIr {
  public CompressionIr {
    codings = List.copyOf(codings);
    contentTypes = contentTypes.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
    for (String type : contentTypes) {
      if (type.equals("text/event-stream") || type.startsWith("application/grpc")) {
        throw new IllegalArgumentException("streams of type " + type + " are never compressed");
      }
    }
  }
}
