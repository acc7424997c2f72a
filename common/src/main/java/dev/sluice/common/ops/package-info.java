/**
 * What an operator asks a server over HTTP: is it alive, is it ready, its metrics, its version. It
 * must not know what the parts do that report here.
 */
@NullMarked
package dev.sluice.common.ops;

import org.jspecify.annotations.NullMarked;
