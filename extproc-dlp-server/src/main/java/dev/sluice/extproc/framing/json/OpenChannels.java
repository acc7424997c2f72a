package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.channel.BufferedText;
import dev.sluice.extproc.channel.ChannelName;
import dev.sluice.extproc.finding.BodyContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The texts of a stream that are open, each with what has been found of it so far. */
final class OpenChannels {
  private static final int MOST_CHANNELS = 256;

  private static final class Open {
    private final String group;
    private final JsonStringText text;
    private final boolean alone;
    private boolean wentOn;

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

  /** Takes a piece, if it is not of one text too many. */
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
    channel.wentOn = true;
    piece.writeTo(channel.text);
    return true;
  }

  void end(String group) {
    endIf(channel -> channel.group.equals(group));
  }

  /** Ends the texts that may have been whole ones and did not go on in the item just told. */
  void endUncontinued() {
    endIf(channel -> channel.alone && !channel.wentOn);
    channels.values().forEach(channel -> channel.wentOn = false);
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

  /** The first raw byte that must wait. */
  long watermark() {
    long held = Long.MAX_VALUE;
    for (Open channel : channels.values()) {
      held = Math.min(held, channel.text.watermark());
    }
    return held;
  }
}
