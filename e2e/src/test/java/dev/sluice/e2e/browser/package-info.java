/** A headless browser for tests of pages. Must not know what a page shows. */
@NullMarked
package dev.sluice.e2e.browser;

import org.jspecify.annotations.NullMarked;
