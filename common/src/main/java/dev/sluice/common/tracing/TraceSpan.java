package dev.sluice.common.tracing;

/** A span of a server's work for one call. */
public interface TraceSpan {
  /** A span of a call whose trace is not recorded. */
  TraceSpan NONE = new NoopSpan();

  /** Returns whether the span is recorded, so that attributes are useful. */
  boolean isRecording();

  /** Sets a text attribute; an empty value is omitted. */
  void setText(String key, String value);

  void setNumber(String key, long value);

  /** Marks the call as failed by an error of the server. */
  void markFailed();

  /** Returns the trace id; empty if the trace is not recorded. */
  String traceId();

  /** Returns the span id; empty if the trace is not recorded. */
  String spanId();

  /** Ends the span. Later changes are ignored. */
  void end();

  /** A span that ignores everything. */
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
