package dev.sluice.extproc.channel;

import org.jspecify.annotations.Nullable;

/** The fields of the objects in one item of a stream: an event, a line, an element. */
public interface ItemFields {
  /** What a field of an object says; null if the object has no such field. */
  @Nullable String find(int object, String field);
}
