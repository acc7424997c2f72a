package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.ChannelName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The texts of a stream that are open, each with what has been found of it so far. */
final class Channels {
  private static final int MOST_CHANNELS = 256;

  private static final class Open {
    private final String group;
    private final StringText text;
    private final boolean alone;
    private boolean wentOn;

    Open(String group, StringText text, boolean alone) {
      this.group = group;
      this.text = text;
      this.alone = alone;
    }
  }

  private final BodyContext context;
  private final Map<String, Open> channels = new LinkedHashMap<>();
  private final StringText alone;

  Channels(BodyContext context) {
    this.context = context;
    alone = new StringText(context, () -> "text");
  }

  /** Takes a piece, if it is not of one text too many. */
  boolean piece(ChannelName name, Piece piece) {
    if (piece.alone()) {
      piece.deliver(alone);
      alone.end();
    }
    Open channel = channels.get(name.key());
    if (channel == null) {
      if (channels.size() == MOST_CHANNELS) {
        return false;
      }
      channel = new Open(name.group(), new StringText(context, name::shown), piece.alone());
      channels.put(name.key(), channel);
    }
    channel.wentOn = true;
    piece.deliver(channel.text);
    return true;
  }

  void end(String group) {
    endIf(channel -> channel.group.equals(group));
  }

  /** Ends the texts that may have been whole ones and did not go on in the item just told. */
  void endOthersAlone() {
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
  long heldFrom() {
    long held = Long.MAX_VALUE;
    for (Open channel : channels.values()) {
      held = Math.min(held, channel.text.heldFrom());
    }
    return held;
  }
}
