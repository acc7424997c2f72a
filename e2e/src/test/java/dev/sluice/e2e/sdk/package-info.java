/** The tests of the SDKs and coding clients of language models. */
@NullMarked
package dev.sluice.e2e.sdk;

import org.jspecify.annotations.NullMarked;
