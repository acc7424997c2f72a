package dev.sluice.bench.xds.client;

/**
 * What the nodes of a fleet have sent and been sent until one moment, counted as gRPC messages.
 *
 * @param repeated resources that came in the version that the node had already
 * @param streams how many were opened
 */
public record Traffic(
    long responses,
    long bytesDown,
    long requests,
    long bytesUp,
    long resources,
    long repeated,
    long removed,
    long streams) {

  /** What was added since. */
  public Traffic since(Traffic before) {
    return new Traffic(
        responses - before.responses,
        bytesDown - before.bytesDown,
        requests - before.requests,
        bytesUp - before.bytesUp,
        resources - before.resources,
        repeated - before.repeated,
        removed - before.removed,
        streams - before.streams);
  }
}
