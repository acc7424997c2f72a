/**
 * The cache of responses in one exchange: which request it answers, and which response it stores.
 * It must not know how bodies are inspected.
 */
@NullMarked
package dev.sluice.extproc.stream.cache;

import org.jspecify.annotations.NullMarked;
