/** Reports what a shadow policy would change, and puts it in force. It must not decide itself. */
@NullMarked
package dev.sluice.ctl.shadow;

import org.jspecify.annotations.NullMarked;
