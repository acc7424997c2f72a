package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.ChannelName;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts of a stream that are open, each with what has been found of it so far. */
final class Channels {
  private static final int MOST_CHANNELS = 256;

  private record Open(String group, StringText text) {}

  private final BodyContext context;
  private final Map<String, Open> channels = new LinkedHashMap<>();
  private final StringText alone;

  Channels(BodyContext context) {
    this.context = context;
    alone = new StringText(context, () -> "text");
  }

  /** Takes a piece, if it is not of one text too many. */
  boolean piece(ChannelName name, boolean isAlone, Piece piece) {
    if (isAlone) {
      piece.deliver(alone);
      alone.end();
    }
    Open channel = channels.get(name.key());
    if (channel == null) {
      if (channels.size() == MOST_CHANNELS) {
        return false;
      }
      channel = new Open(name.group(), new StringText(context, name::shown));
      channels.put(name.key(), channel);
    }
    piece.deliver(channel.text());
    return true;
  }

  void end(String group) {
    channels
        .values()
        .removeIf(channel -> {
          boolean ended = channel.group().equals(group);
          if (ended) {
            channel.text().end();
          }
          return ended;
        });
  }

  void end() {
    channels.values().forEach(channel -> channel.text().end());
    channels.clear();
  }

  /** The first raw byte that must wait. */
  long heldFrom() {
    long held = Long.MAX_VALUE;
    for (Open channel : channels.values()) {
      held = Math.min(held, channel.text().heldFrom());
    }
    return held;
  }
}
