/** The packaged operator, worker and server together, as users meet them. */
package io.pentimento.integration;
