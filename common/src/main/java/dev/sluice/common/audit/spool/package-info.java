/**
 * A bounded, append-only queue of byte strings on disk that survives a killed process. It must not
 * know the meaning of the bytes.
 */
@NullMarked
package dev.sluice.common.audit.spool;

import org.jspecify.annotations.NullMarked;
