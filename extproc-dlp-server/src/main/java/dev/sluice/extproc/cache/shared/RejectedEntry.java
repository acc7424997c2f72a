package dev.sluice.extproc.cache.shared;

/** The reasons for which an entry is neither stored nor served. */
public enum RejectedEntry {
  /** The entry in Redis was not stored under this name by a replica with the same key. */
  NOT_AUTHENTIC,
  /** Too many bytes are on their way to Redis, or too many lookups wait for it. */
  TOO_BUSY,
  /** Redis does not store it, usually because its memory is full. */
  REFUSED
}
