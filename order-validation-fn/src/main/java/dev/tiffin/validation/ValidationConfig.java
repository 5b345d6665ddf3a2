package dev.tiffin.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large an order may be; what a restaurant says of itself comes with the order. */
@ConfigMapping(prefix = "tiffin.validation")
interface ValidationConfig {

    /** Most lines of an order. The gateway takes no more than 100. */
    @WithDefault("100")
    int mostLines();

    /** Most of one dish. The gateway takes no more than 99. */
    @WithDefault("99")
    int mostOfOneDish();
}
