// What the wallet says, in French first. As on the portal, English is a choice that is kept.

const WORDS = {
  fr: {
    title: 'Permis de conduire',
    specimen: 'SPECIMEN – essai indépendant, sans valeur ; ce n’est pas une application de l’État',
    language: 'English',
    receive: 'Recevoir mon permis',
    receive_how: 'Sur le portail, ouvrez « Mon téléphone », puis suivez l’offre avec ce téléphone.',
    receive_ready: 'Votre offre est là. Tapez les six chiffres que montre le portail.',
    replaces: 'Elle remplacera le permis qui est sur ce téléphone. Ne suivez que l’offre que vous avez demandée.',
    keep: 'Garder mon permis',
    offer: 'Lien de l’offre',
    figures: 'Six chiffres',
    take: 'Mettre mon permis sur ce téléphone',
    portal: 'Ouvrir le portail',
    name: 'Nom', given: 'Prénom', usage: 'Nom d’usage', born: 'Né(e) le', number: 'Numéro du permis',
    categories: 'Catégories', title_until: 'Titre valable jusqu’au', phone_until: 'Valable sur ce téléphone jusqu’au',
    portrait: 'Portrait dessiné, personne inventée',
    show: 'Montrer le code',
    renew: 'Renouveler maintenant',
    stolen: 'Téléphone perdu ou volé ? Déclarez-le sur le portail, depuis un autre appareil.',
    erase: 'Effacer de ce téléphone',
    erase_sure: 'Le permis et la clé de ce téléphone seront effacés. Il faudra une nouvelle offre du portail.',
    yes: 'Effacer', no: 'Garder', close: 'Fermer',
    code_alt: 'Code vivant, renouvelé toutes les deux secondes',
    portrait_alt: 'Code du portrait',
    nonce: 'Les quatre caractères de l’agent',
    with_portrait: 'Alterner avec le portrait',
    sign: 'Signer ces caractères',
    signing: 'Le code signe maintenant',
    renewed: 'Le permis est renouvelé.',
    received: 'Votre permis est sur ce téléphone.',
    offline: 'Sans réseau : le code fonctionne.',
    ended: 'Le permis sur ce téléphone est arrivé à son terme. Connectez-vous à un réseau pour le renouveler.',
    soon: 'À renouveler : connectez ce téléphone à un réseau avant la date ci-dessus.',
    errors: {
      network: 'Pas de réponse du portail. Vérifiez le réseau et réessayez.',
      foreign: 'Cette offre vient d’un autre émetteur : ce portefeuille ne la prend pas.',
      offer: 'Ce lien n’est pas une offre de permis. Reprenez-le sur le portail.',
      invalid_grant: 'Chiffres faux, ou offre expirée ou déjà prise. Vérifiez les chiffres ; sinon demandez une nouvelle offre au portail.',
      removed: 'Ce téléphone a été retiré de la liste sur le portail. Demandez une nouvelle offre.',
      credential_request_denied: 'Le portail ne donne pas de permis pour le moment. Voyez votre compte.',
      storage: 'Ce navigateur ne garde rien ici : quittez la navigation privée, ou reprenez une offre sur le portail.',
      nonce: 'Quatre lettres ou chiffres, comme l’agent les dit.',
      unknown: 'Cela n’a pas marché. Réessayez, ou demandez une nouvelle offre au portail.',
    },
  },
  en: {
    title: 'Driving licence',
    specimen: 'SPECIMEN – independent test, of no value; this is not an app of the State',
    language: 'Français',
    receive: 'Receive my licence',
    receive_how: 'On the portal, open “My phone”, then follow the offer with this phone.',
    receive_ready: 'Your offer is here. Type the six figures that the portal shows.',
    replaces: 'It will replace the licence on this phone. Follow only an offer that you asked for.',
    keep: 'Keep my licence',
    offer: 'Link of the offer',
    figures: 'Six figures',
    take: 'Put my licence on this phone',
    portal: 'Open the portal',
    name: 'Name', given: 'First name', usage: 'Usage name', born: 'Born on', number: 'Licence number',
    categories: 'Categories', title_until: 'Title valid until', phone_until: 'Valid on this phone until',
    portrait: 'Drawn portrait, invented person',
    show: 'Show the code',
    renew: 'Renew now',
    stolen: 'Phone lost or stolen? Report it on the portal, from another device.',
    erase: 'Erase from this phone',
    erase_sure: 'The licence and the key of this phone will be erased. You will need a new offer of the portal.',
    yes: 'Erase', no: 'Keep', close: 'Close',
    code_alt: 'Living code, renewed every two seconds',
    portrait_alt: 'Code of the portrait',
    nonce: 'The officer’s four characters',
    with_portrait: 'Alternate with the portrait',
    sign: 'Sign these characters',
    signing: 'The code now signs',
    renewed: 'The licence is renewed.',
    received: 'Your licence is on this phone.',
    offline: 'No network: the code works.',
    ended: 'The licence on this phone has ended. Connect to a network to renew it.',
    soon: 'To be renewed: connect this phone to a network before the date above.',
    errors: {
      network: 'The portal does not answer. Check the network and try again.',
      foreign: 'This offer comes from another issuer: this wallet does not take it.',
      offer: 'This link is no offer of a licence. Take it from the portal again.',
      invalid_grant: 'Wrong figures, or an offer that is over or taken. Check the figures; else ask the portal for a new offer.',
      removed: 'This phone was taken off the list on the portal. Ask for a new offer.',
      credential_request_denied: 'The portal gives no licence at the moment. See your account.',
      storage: 'This browser keeps nothing here: leave the private window, or take a new offer from the portal.',
      nonce: 'Four letters or figures, as the officer says them.',
      unknown: 'That did not work. Try again, or ask the portal for a new offer.',
    },
  },
};

const KEPT = 'langue';
let language = chosen();

/** The language in use, 'fr' or 'en'. */
export function current() {
  return language;
}

/** The words under `name` in the language in use. */
export function say(name) {
  return WORDS[language][name];
}

/** The words for a failure; any other than those known has one sentence. */
export function sayError(reason) {
  return Object.hasOwn(WORDS[language].errors, reason) ? WORDS[language].errors[reason] : WORDS[language].errors.unknown;
}

/** Go over to the other language, and keep it. */
export function turn() {
  language = language === 'fr' ? 'en' : 'fr';
  localStorage.setItem(KEPT, language);
}

/** Write a date (YYYY-MM-DD, or seconds) as people do in Paris; a date that is printed otherwise stays as it is. */
export function written(date) {
  if (typeof date === 'string' && !/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const moment = typeof date === 'number' ? new Date(date * 1000) : new Date(`${date}T12:00:00Z`);
  return moment.toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' });
}

function chosen() {
  const kept = globalThis.localStorage?.getItem(KEPT);
  return kept === 'en' ? 'en' : 'fr';
}
