/** The REST API under {@code /v1}: restores one image per request and describes the model. */
package io.pentimento.server.restore;
