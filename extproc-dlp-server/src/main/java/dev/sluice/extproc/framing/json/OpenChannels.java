package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.channel.BufferedText;
import dev.sluice.extproc.channel.ChannelName;
import dev.sluice.extproc.finding.BodyContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The open texts of a stream, each with its findings so far. */
final class OpenChannels {
  private static final int MOST_CHANNELS = 256;

  private static final class Open {
    private final String group;
    private final JsonStringText text;
    private final boolean alone;
    private boolean continued;

    Open(String group, JsonStringText text, boolean alone) {
      this.group = group;
      this.text = text;
      this.alone = alone;
    }
  }

  private final BodyContext context;
  private final Map<String, Open> channels = new LinkedHashMap<>();
  private final JsonStringText alone;

  OpenChannels(BodyContext context) {
    this.context = context;
    alone = new JsonStringText(context, () -> "text");
  }

  /** Appends a piece; returns false if too many texts are open. */
  boolean append(ChannelName name, BufferedText piece) {
    if (piece.mayBeWhole()) {
      piece.writeTo(alone);
      alone.end();
    }
    Open channel = channels.get(name.key());
    if (channel == null) {
      if (channels.size() == MOST_CHANNELS) {
        return false;
      }
      channel =
          new Open(
              name.group(), new JsonStringText(context, name::displayName), piece.mayBeWhole());
      channels.put(name.key(), channel);
    }
    channel.continued = true;
    piece.writeTo(channel.text);
    return true;
  }

  void end(String group) {
    endIf(channel -> channel.group.equals(group));
  }

  /** Ends the texts that may be complete and did not continue in the last item. */
  void endUncontinued() {
    endIf(channel -> channel.alone && !channel.continued);
    channels.values().forEach(channel -> channel.continued = false);
  }

  private void endIf(Predicate<Open> ended) {
    channels
        .values()
        .removeIf(channel -> {
          boolean ends = ended.test(channel);
          if (ends) {
            channel.text.end();
          }
          return ends;
        });
  }

  void end() {
    channels.values().forEach(channel -> channel.text.end());
    channels.clear();
  }

  /** Returns the watermark: the first raw byte that must wait. */
  long watermark() {
    long held = Long.MAX_VALUE;
    for (Open channel : channels.values()) {
      held = Math.min(held, channel.text.watermark());
    }
    return held;
  }
}
