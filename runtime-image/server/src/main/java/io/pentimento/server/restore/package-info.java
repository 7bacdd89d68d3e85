/** The REST API under {@code /v1}: restores one image per request and describes the model. */
@NullMarked
package io.pentimento.server.restore;

import org.jspecify.annotations.NullMarked;
