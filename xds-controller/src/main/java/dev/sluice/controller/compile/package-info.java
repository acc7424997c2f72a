/**
 * From changes of domain records to what is to be served, at the cost of what changed: which
 * objects are concerned, their plan, their translation, their encoding. It must not know SQL, nor
 * who is served.
 */
@NullMarked
package dev.sluice.controller.compile;

import org.jspecify.annotations.NullMarked;
