/**
 * JSON documents as channels: strings, keys and numbers, documents inside strings, and texts that
 * continue from item to item.
 */
@NullMarked
package dev.sluice.extproc.framing.json;

import org.jspecify.annotations.NullMarked;
