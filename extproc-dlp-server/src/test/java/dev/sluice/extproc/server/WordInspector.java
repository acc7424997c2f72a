package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A policy of three words: {@code maskme} is masked, {@code blockme} and {@code invalid} end the
 * body. Images are not inspected; event streams only if the settings require it.
 */
record WordInspector(String version, boolean blocks, List<ExchangeScope> scopes)
    implements Inspector {

  WordInspector(String version, boolean blocks) {
    this(version, blocks, new CopyOnWriteArrayList<>());
  }

  @Override
  public Optional<BodyInspection> open(
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      InspectionSettings settings) {
    scopes.add(scope);
    boolean events = contentType.startsWith("text/event-stream");
    boolean inspected = !contentType.startsWith("image/") && (!events || settings.incremental());
    return inspected
        ? Optional.of(new WordInspection(events, settings.maxBufferBytes()))
        : Optional.empty();
  }

  @Override
  public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
    return blocks;
  }

  /** Returns the verdict of a body that was cut off after {@code output}. */
  static BodyVerdict blocked(ByteString output) {
    return new BodyVerdict.Blocked(output, "no-blockme", false);
  }
}
