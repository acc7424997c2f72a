/** Tests of the scripts at the root of the checkout, with stubs for Maven and Python. */
@NullMarked
package dev.sluice.e2e.script;

import org.jspecify.annotations.NullMarked;
