package dev.sluice.common.tracing;

/** What a server did for one call, as its trace shows it. */
public interface TraceSpan {
  /** Of a call whose trace nobody records. */
  TraceSpan NONE = new NoopSpan();

  /** Whether anybody will see it, so that it is worth telling more. */
  boolean isRecording();

  /** Tells a text; an empty one is left out. */
  void setText(String key, String value);

  void setNumber(String key, long value);

  /** Notes that the call failed by a fault of ours. */
  void markFailed();

  /** The id of its trace, empty where nobody records it. */
  String traceId();

  /** Its own id, empty where nobody records it. */
  String spanId();

  /** Ends it, once; what is told afterwards is not seen. */
  void end();

  /** The one that takes everything and keeps nothing. */
  final class NoopSpan implements TraceSpan {
    private NoopSpan() {}

    @Override
    public boolean isRecording() {
      return false;
    }

    @Override
    public void setText(String key, String value) {}

    @Override
    public void setNumber(String key, long value) {}

    @Override
    public void markFailed() {}

    @Override
    public String traceId() {
      return "";
    }

    @Override
    public String spanId() {
      return "";
    }

    @Override
    public void end() {}
  }
}
