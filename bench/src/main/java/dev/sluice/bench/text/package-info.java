/**
 * Texts to measure with: long texts of messages, chat requests and responses, and event streams.
 * Must not know what is measured.
 */
@NullMarked
package dev.sluice.bench.text;

import org.jspecify.annotations.NullMarked;
