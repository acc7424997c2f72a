/**
 * The channels of JSON documents: strings, keys and numbers, documents inside strings, and texts
 * that continue from item to item. It must not know event streams or lines.
 */
@NullMarked
package dev.sluice.extproc.framing.json;

import org.jspecify.annotations.NullMarked;
