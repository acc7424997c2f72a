package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.stream.outbound.UnsupportedEnvoyConfigException;
import java.util.Locale;

/**
 * A flow whose headers have not arrived, so it is not yet decided whether its body is inspected.
 *
 * @param isEnded true if the headers may be absent
 */
public record AwaitingHeadersFlow(BodyDirection direction, boolean isEnded) implements BodyFlow {
  @Override
  public void headers() {}

  @Override
  public void body(ByteString bytes, boolean last) {
    throw headersMissing();
  }

  @Override
  public void trailers() {
    throw headersMissing();
  }

  private UnsupportedEnvoyConfigException headersMissing() {
    String name = direction.name().toLowerCase(Locale.ROOT);
    return new UnsupportedEnvoyConfigException(
        "a " + name + " body arrived without headers; set " + name + "_header_mode: SEND");
  }
}
