/**
 * Bodies and streams of a chat, of prose in which there is nothing. Must not know who reads them.
 */
@NullMarked
package dev.sluice.bench.extproc.text;

import org.jspecify.annotations.NullMarked;
