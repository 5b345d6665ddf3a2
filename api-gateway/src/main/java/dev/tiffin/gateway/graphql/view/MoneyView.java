package dev.tiffin.gateway.graphql.view;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** An amount of money. */
@Type("Money")
@Description("An amount of money.")
public record MoneyView(
        @Description("In minor units of the currency, for example cents.") @NonNull
        Long amount,

        @Description("ISO 4217 code, for example EUR.") @NonNull
        String currency) {}
