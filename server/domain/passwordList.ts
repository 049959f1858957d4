/**
 * What people choose when asked for a password, in French and in English: nearly six thousand words and phrases, written for
 * the guide. Published lists are of little use here, because most of what they hold is shorter than fifteen characters. So
 * this one holds what longer passwords are made of, and `checkPassword` refuses one or two entries in a row, repeated or
 * dressed with figures, signs and capitals: « motdepasse12345 », « J’aimeLeChocolat! », « passwordpassword ». In
 * alphabetical order; accents and spaces do not matter. Kept as text: split once, when the first password is chosen.
 */

/** Words that cost nothing to guess between two others. */
export const LITTLE_WORDS = `
le la les un une des de du et ou où en au aux à mon ma mes ton ta tes son sa ses notre nos votre vos je tu il elle on nous
vous ils ce cet cette ces qui que est suis es sont avec pour dans sur sans par très plus the my your our his her of and is
are am to in on for with me it this that you we
`

export const COMMON_WORDS = `
aah aaron abba abbepierre abc abcd abcdef abeille abeilles abel ability able about above abracadabra abricot abruti
absolu absolute accept acces access accompagnement accord account accueil acdc acer acheter achicourt acier acmilan
acrobate across acteur action active actor actrice acura adam adams adele adidas admin administrateur administration
administrator adoption adorer adrian adrien adrienne adventure aeroport aerosmith africa afrique after again against
agathe agenda agent agents agnes agrafe agrafeuse agree agriculteur aicha aidant aidants aide aiden aides aigle aimee
aimer airesurlalys airplane ajaccio ajax alabama aladdin alain alaska alban albert alberte aldi alerte alex alexander
alexandra alexandre alexia alexis alfred alger algeria algerie ali alice alicia alien alimentaire aline alison alix
alizee allah allan allemagne allemand allen aller allezlesbleus allocation allocations allstar alma alone alonso alpha
alphonse already alsace always alyssa amanda amande amandine amaury amazing amazon amber ambre ambulance ame amelia
amelie amen america amerique ami amie amiens amies amina amine amir amis amitie amour amoureuse amoureux amours
amsterdam amy anais ananas anderson andouille andre andrea andree andrew android andy ane ange angel angela angele
angelina angelique angels angers anglais angleterre animal animateur animatrice anita anna annabelle anne annecy annee
anneso annezin annick annie anniversaire anonyme anonymous another anouk answer antarctique anthony antibes
anticonstitutionnellement antoine antoinette antonin antonio anvers anything aout apa apart aperitif apero apolline
appartement apple apples application apprendre april aquitaine aragorn araignee aramis arbitre arbre arbres arc
arcenciel archimede architecte archive ardres area argent argente argentina argentine arianagrande ariane ariel
aristote arizona arles armand armee armeedusalut armelle armentieres armoire armstrong army arnaud arnold around
arques arras arret arrive arriver arrow arsenal arsene arthur artist artiste artois ascenseur asdf asdfg ase ashley
asia asie assassin assassins asse asshole assia assiette assistance assistant assistante assistantesociale association
associations asterix astrid asus athos atlanta atletico attack aube aubin auchan auchel audi audomarois audrey
audruicq august auguste augustin aujourdhui aunt aurelie aurelien aurore austin australia australie austria author
auto automne automobile autonomie autumn auvergne avalanche avalon avatar avengers avenir aventure avenue avesnes
avicii avignon avion avions avocat avril awake away awesome axel axelle ayoub azer azerty azertyu azertyuiop aziz
aznavour babache babies baby babyboy babydoll babygirl bach back backup bacon bad badass badge bague baguette bailey
baker balance balancoire balavoine baleine ball balle ballet ballon balzac bambi banana banane bananes band bandit
bank banque bapaume baptiste bar barack barb barbara barbe barbie barca barcelona barcelone barlin barney bart barthez
bas base baseball basket basketball bassiste bastard bastia bastien bataille batard bateau bath batman batterie
battery batteur battle battlefield baudelaire baxter bayern bayonne beach bean bear bears beast beatles beatrice beau
beaurains beaute beautiful beauty beaux beaver bebe bebert bebes beckham become bee beer beethoven beffroi before
begin behind belgique belgium believe bell bella belle belles belote below bench benedicte beneficiaire benevole
benevoles benfica benjamin bennett benoit bentley benzema berck berckplage berenice berger bergues berlin bernadette
bernard bernardette berthe bertrand besancon best beta bethune betise betises betisesdecambrai beton betty beurre
beuvry beyonce biarritz bibi bible bibliotheque biche bichette bidule bieber bien bienvenue biere big bigboy bigdaddy
bijou bike bilal billard bille billes billgates billieeilish billy billymontigny bilout biloute biologie bird birds
birth birthday biscuit biscuits bishop bisou bisous bitch bite bitter blabla blablabla black blackbird blackhole
blackie blackjack blackout blacky blade blake blanc blanchard blanche blancheneige blandine bleach bleu bleue blink
blizzard blond blonde blood blow blue blueberry bluebird blues blur bmw board boat bob bobby bobmarley bobo body boire
bois bollocks bomb bon bonaparte bonbon bonbons bond bondage bone bonheur bonjour bonjovi bonne bonnechance bonnenuit
bonnet bonnie bonsoir booba boobs booger boogie book books boomer boop boots booty bordeaux bordel border boris boss
boston botte bottes bottle bottom bouche boucher bouclier bouddha bouffe bougie boulanger boulet boulette boulevard
boulogne boulognesurmer boulonnais boulot bourgogne bourriquet bourse bouteille bouygues bowie bowl box boxe boxing
boy boyd boyer boys braderie brain brandon brandy bras brasil brassens brave bravo brazil bread break breath brel
brenda bresil brest bretagne brian brianna brice bricolage bridge bright brigitte bring brioche britain britney
brittany broken broncos bronze brooklyn brooks brother brouillard brown brownie bruay bruaylabuissiere bruel brune
brunette bruno brutus bruxelles bryan bryant bubba bubble buck bucket buddha buddy buffalo buffon bugatti bugsbunny
buick build bulgaria bull bullet bulls bullshit bullylesmines bunny bureau burger burn bus business buster busy butler
butt butter buttercup butterfly button cabillaud cabin cabinet cabrel caca cacahuete cachecache cactus cadastre cadeau
cadillac caen caesar caf cafe cafouillage cahier caillou caissier cake calais calaisis caleb calendrier california
californie calin calins callofduty calm calvin camaro cambrai camembert camera cameron cameroun camille camion camp
campbell camping camus canada canape canard canari candice candle candy cannelle cannes canon cantine cantona
capitaine capital captain capucine car carambar caramel carbonade cardinal carine carla carlos carmen carnaval carol
carole carolina caroline carolyn caron carotte carottes carpentier carrefour carrie carrot cars carsat carte carter
cartman carvin casablanca caserne casino casper casquette cassandra casserole cassie cassonade castle castor castorama
castro cat catch cathedrale catherine cats catwoman cause ccas cdd cdi cecile cecilia cedric celeste celestin celia
celine celtic celtics cendrillon cent center centreaere cerf cerise cerises cerveau chain chair chaise chambery
chambre champagne champignon champion champions chance chanel change changeme changemoi changer chanson chantal
chanter chanteur chanteuse chapeau charbon charlemagne charlene charles charlie charline charlotte charpentier
chartres chase chasse chasseur chat chateau chateaudesable chaton chatons chats chaud chauffeur chaussure chaussures
chauve che cheap check cheese cheeseburger cheetah chef cheguevara chelsea chemise chene chercher cheri cherie
cherokee cherry cheryl chess chest chester cheval chevalement chevalier chevaux cheveux chevre chevrolet chevy
chewbacca cheyenne chiant chiante chicago chicken chicon chicons chiefs chien chiens chier child children chili chimie
china chine chiot chiots chirac chloe chocolat chocolate choice chomage chopin chopper chose chouchou chouette
choupette choupi choupinette chris christ christelle christian christiane christina christine christmas christophe
christopher chti chtis chucky church ciao ciel ciment cimer cindy cinema cinnamon cinq cinquante circle cirque cisco
ciseaux citizen citroen citron city civic claire clara clarisse clark classe classeur classic classique claude
claudette claudia claudine clavier cle clean clear clef clemence clement clementine cleo cles clever clinique clinton
clio clochette clock close clothes clotilde cloud clouds cloudstrife clovis clown coach coast coat cobra coca cocacola
coccinelle cochon cochonne cochons cock cocktail coco coconut code codes codesecret cody coeur coeurs coffee coiffeur
coiffeuse cola cold coldplay cole coleman colette colin coline colinmaillard colis colle college collegue collier
collins colombe colombie colonel colonie color colorado colors coluche columbo come comfort commando commissariat
common commune company comprendre comptable compte computer con concert concombre confiance confidentiel conge conges
congo connard connasse conne connecter connecticut connexion connor conseil conseiller conseillere constance contact
contador contrat control controle converse cook cookie cookies cool cooper coordinateur coordinatrice copain copains
copine copper coq coquelicot coquelles coquille coralie corde cordier coree corentin corinne corneille coron corons
corps corsa corsaire corse corsica corvette cosette cotedivoire cotton coucou cougar cougnou couille couilles couleur
couleurs couloir council counterstrike country couple courage courir couronne courriel courrieres court courtney
couscous cousin cousine coussin couteau couture couverture cover cow cowboy cowboys cowgirl cox cpam crabe crawford
crayon crazy cream creative creche credit creed creer creme crepe crepes crepuscule cretin crevette cricket cristal
cristiano croatia crocodile croire croisiere croissant croixrouge cross crowd crown cruel cruz crystal cuba cubs
cuillere cuisine cuisinier cuisiniere cuivre cul cunt cup cupcake curatelle cure curie curve custom cyborg cygne cyndy
cynthia cyprien cyrano cyril cyrille dacia daddy daft daftpunk dainville daisy dakar dakota dalila dallas damien damn
damso dance dancing danger dangerous daniel daniele danielle danny danse danser danseur danseuse daphne dark darkness
darkside darkvador darling dartagnan darthvader darty darwin data database daughter dauphin dauphins dave david
davidbowie davidguetta davidson davis day daylight days dead death deathnote debbie debian debile deborah debt debussy
debut decathlon december decembre deces deep deeppurple deer default defaut degaulle dejeuner delannoy delattre
delaware dell delphine delta demain demo demon demonslayer denis denise denmark dent dentiste dents denver departement
departemental depechemode derek dernier descendre deschamps desert desir desire dessert dessin destin destiny desvres
detail detester detroit deux devil dexter diable diablo diamant diamants diamond diamonds diane dick didier didine
didou diego diesel diet dieu digger digital dijon dimanche dimitri diner dingo dinner dinosaure dion dior dire
directeur director directrice dirty disco diving divorce dix djokovic docteur doctor document documents dodge dodo
dofus dog doggy dogs doll dollar dollars dolly dolphin dolphins dominic dominique domino donald donaldduck donatello
donkey donkeykong donna donnees donner donovan door doors dore dorian doriane dormir dorothee dortmund dory dossier
dossiers douai double doudou douglas dourges douze drache dragon dragonball dragonfly dragons drake drama drawer dream
dreamer dreams dress drink drive driver droit droits drole drop drowssap drummer drums dubai dubois dubstep ducasse
ducati duchess duck dufour duke dumas dumb dumbass dumbledore dumbo dumont duncan dunkerque dupond dupont durand dust
duster dustin dusty duty dylan eagle eagles early earth earthquake east easter easy eau ebay echarpe echecs echo
eclair eclipse ecole ecosse ecoute ecran ecrire ecrivain ecureuil edgar edge edison edith edmond edouard edsheeran
educateur educatrice edward edwards edwige effect egalite egg eggs eglise egypt egypte ehpad eight einstein electric
electricien electro elena eleonore elephant elephants eleve eleven eliane elie eliott elisa elisabeth elise elizabeth
ella ellis elmo elodie eloise elonmusk elsa elvis email emeline emerald emeraude emeric emile emilie emilien emily
eminem emma emmanuel emmanuelle emmaus empereur empire emploi empty encule encyclopedie end enemy energie energy
enfance enfant enfants enfer enfoire engine england english enjoy enough enter entraineur entreprise entrer enveloppe
enzo epee epicerie epouse epoux epson equal equipe eren ergotherapeute eric erica erika error erwan escalier escape
escargot esmeralda espace espagne espagnol espoir esprit essai estaminet esteban estelle esther etaples etat ete
eternal eternel eternite eternity ethan etienne etoile etoiles etudiant etudiante eugene eugenie euro europe euros eva
evan evangelion evans evelyn evelyne evening event everton every evil evin ewen exact example excel excellent excuse
exit expert explorer extranet extraordinaire extreme eye eyes fabien fabienne fabrice face facebook fact facteur
faible faire faith falcon fall fallout false faluche famille family familyguy fancy fanny fanta fantasme fantastic
fantastique fantasy fantomas fantome fares farm farmer fast fatass father fatima fatma faucon fauquembergues faure
faustine fauteuil fcnantes feather february federer feel feet felix femme femmes fenerbahce fenetre fer ferdinand
fermer fermier fernand fernande ferrari festival fete feu feuille fevrier fiat ficelle fiche fiches fichier fidel
field fiesta fifi fiftycent fight fille filles film films fils fin finalfantasy find finger finish finland fiona fire
fireball firebird firefox fireman first fish fisher fishing fitness five flag flame flamme flammes flandre flandres
flash flat flaubert flavie flavien fleur fleuriste fleurs flight float floor flora florence florent florentin flores
florian floriane florida flower flowers fluffy flute fly flyers fnac focus fog foi follow fondue fontaine food
foofighters foot football force ford forest foret forever forget fork form formateur formation formatrice formidable
formule fort forte fortnite fortune foster fouquieres four fourchette fourmi fournier foutre fox foxtrot foyer fraise
fraises framboise francais francaise france francetravail francine francis francisco franck francky francois francoise
frangin frank frankie fraternite fred freddy frederic frederique free freedom freeman frere fresh freud frevent friday
friend friends friendship frigo frite frites frodo frodon frog froid fromage frozen fruit fuck fucker fucking fuckme
fuckoff fuckyou full fun funk funny fusee futur future gabin gabriel gabriela gabrielle gael gaelle gaetan gagner
gainsbourg galatasaray galaxie galaxy galibot galilee game gamer games gaming gamma gandalf gandhi gangsta gangster
gants garage garance garcia garcon garcons garden garderie gardien gare garfield garnier garrett gary gaspard gaston
gate gateau gateaux gates gateway gators gaufre gaufres gauthier gautier gavroche gayant geant geants gemini gendarme
gendarmerie general generaliste geneve genevieve genial genie genius gentle geoffrey geographie george georges
georgette georgia gerald geraldine gerard germain germaine germany ghibli ghislain ghislaine ghost giant giants gibson
gift gilbert gilberte gilles gims gina ginette gingembre ginger girafe giraffe girard girl girls girondins giroud
gisele give gizmo glace glad gladiator gladys glass global gloria glory glove gmail goal goat god gogo goku gold
golden goldman golf golfer gollum gomez gomme gonzales gonzo goober good goofy google gordon gorilla gorille gouter
gouvernement grace gracie graham grain grand grandcorps grande grandfather grandma grandmother grandpa grape grass
grave gravelines gray great grece greece greed green greenday gregoire gregory gremlins grenay grenoble grenouille
grey griezmann griffin griffon gris gros grosse grossesse ground group groupe grow gryffondor guadeloupe guard gucci
guepard guerin guerre guess guest guetta gueulenoire guevara guide guillaume guines guitar guitare guitariste gun
gundam gunsnroses gustave guy guyane gwen gwenaelle gym gymnase habbo habib habit hack hacker hackers hacking hadrien
hahaha hailey hair haiti hakim haley half halflife halloween hallyday hamburger hamilton hammer hampshire hamster
hamza hand handball handicap hanna hannah hannibal happiness happy harbor harcelement hard hardware hareng haribo
harley harleydavidson harmonie harmony harnes harris harrison harry harrypotter hasard hassan hat hate haut
hautsdefrance have hawaii hawk hayes hazebrouck hazel head health heart hearts heather heaven heavy hebergement helen
helena helene hell hello hellokitty heloise help helpdesk henderson hendrix henin heninbeaumont henri henriette henry
herisson hermes hermione hero heroes herve hesdin heure heureuse heureux hibou hicks hidden hier high hihihi hilda
hill hinault hiphop hippopotame hirondelle histoire history hiver hobbes hobbit hobby hockey hogwarts hohoho hola hole
holiday holidays holland hollande hollow hollywood holmes homard home homer homme hommes honda honest honey hongkong
honor honore honorine hooters hope hopital horizon horloge horny horse horses hortense hospital hot hotel hotmail
hotrod hotstuff hotwheels houdain hour hourra house houston howard huawei hubert hug hughes hugo hugues huissier huit
huitre hulk human humble hummer hundred hungary hungry hunter hunting hurricane hurry husband hyundai ibrahim
ibrahimovic ice iceland ichigo ida idaho idea idefix identifiant idiot idiote ikea ilan ile illinois ilona iloveu
iloveyou iluvu image imane imbecile immortal immortel impala impots impreza imprimante incredible incroyable inde
index india indiana indochine indonesia ines infini infinite infinity infirmier infirmiere ingenieur ingrid insertion
inside instagram integra intel inter interim internet intranet inuyasha invincible invite iowa ipad iphone irak iran
ireland irene irina iris irlande iron ironmaiden ironman isaac isabella isabelle isbergues isidore island ismael
israel itachi italie italien italy itself ivan ivy jack jackass jacket jackie jackpot jackson jacky jacob jacqueline
jacques jade jaguar jake jamaica jamaique jamais jambe jambon jamel james jamesbond jamila jane janet janine january
janvier japan japon jardin jardinage jardinier jasmin jasmine jason jasper jaune jaures java javascript jayden jayz
jazz jean jeanbaptiste jeanbart jeanclaude jeanfrancois jeanjacques jeanlouis jeanluc jeanmarc jeanmarie jeanmichel
jeanne jeannedarc jeannette jeannine jeanpaul jeanphilippe jeanpierre jedi jeep jeff jeffrey jelly jenifer jenkins
jennifer jenny jeremie jeremy jerome jerry jersey jessica jessie jessy jester jesus jetadore jetaime jeu jeudi jeux
jewel jim jimihendrix jimmy joachim joan joanna job jobs joconde joe joel joelle joey johan johann johanna john
johnathan johnny johnson joie join jojo joker joli jolie jonas jonathan jones jongleur joplin jordan jordane jose
joseph josephine josette joshua josiane josie josselin josue jouer jouet joueur joueuse jour jours joy joyce jtaime
jtm juan judge judith judo juge juice juillet juin juju jul jules julesverne julia julian juliana julie julien
julienne juliette juline julio july jump june jungle junior jupe jupiter jus justice justin justinbieber justine juve
juventus kakashi kangoo kangourou kansas kante kanye karaoke karate karen karim karima karina karine karl katana kate
katherine kathleen kathy katia katie katyperry kawasaki kayla kebab keep kelly ken kendji kennedy kenny kentucky kenya
kenza kermit kevin key keyboard keys kfc khadija kiabi kid kids kiffe kiffer kiki killer kilo kim kimberly kind kinder
kine king kingdom kingdomhearts kira kirby kiss kisses kitchen kitten kitty kiwi knicks knife knight know koala kobe
kodiak koko korn kristen kristina kristy krueger kuku kyle kylian kyllian laboratoire lac lacey lacoste ladder lady
ladybug ladygaga laetitia lafontaine laguna lait lake lakers lala lalala lambert lamborghini lamia lampe lana land
language lapin lapins laposte laptop lara large larry lasagne lassie last lasvegas late latin laugh laura laure
laureen lauren laurence laurent laurie laurine lausanne laval lavande lea leader leaf leagueoflegends leana leandre
leane learn leather leave leblanc leboncoin lebron lebrun leclerc leclercq lecocq lecture ledzeppelin lefebvre lefevre
leforest left legend legende legion lego legolas legrand legs leila lemaire lemans lemoine lemon lena lenin lenny
lenovo lens leo leon leonard leonardo leonie leonore leopard lepen lepetitprince leportel leroux leroy leslie lesson
letmein letouquet letter level levis lewis lexus lezard liam liban libellule libercourt liberte liberty licorn licorne
licornes lidl liege lievin life light lightning like lila lilas lili lilian liliane lille lillers lilly lilo lilou
lily lima limoges limonade lina lincoln linda lindsay lindsey line linkedin linkin linkinpark linux lion lionel lionne
lions lire lisa lisbonne lise lison list listen lit little live liverpool livia livre livres lizard lloris loan loane
locale locataire logan logement logiciel login logitech logon loic loki lol lola lolo lolotte london londres lonely
long longuenesse look loos loosengohelle lorenzo lorie lorient lorraine losangeles losc lose loser lost loto lotto
lotus lou louane loud louis louise louisiana louison louisvuitton louisxiv louka loula loulou loulous louloute loup
loups love lovebug loveforever lovely loveme lover lovers loveu loveyou low luc lucas lucie lucien lucienne lucille
luck lucky lucy ludivine ludotheque ludovic luffy luigi luis luka lukas lulu lumbres lumiere luna lunch lundi lune
lunettes lupin lutherking luvyou lycee lydia lydie lyes lyna lyon lys macaron macbook machin machine mackenzie macon
macron maddie madeleine madison madonna madrid mael maelle maelys maeva magali maggie magic magicien magie magique
magnet magnifique mai maigret mail mails main maine mains maintenance maintenant mairie maison maisondessolidarites
maite maitre maitregims major make mal malabar malade maladie malaysia mali malik malo mama maman mamie mamy man
manager manchester mandela mandy manger mango mangue manon manteau manu manuel manuela maradona marathon marc marceau
marcel marcelle march marchand marcher marcia marck marco marcus mardi marelle margaux marge margot marguerite mari
maria mariage mariam marianne marie marieange marieclaude mariefrance mariejeanne marielle marielouise mariepierre
marietherese marilou marilyn marilyne marin marina marine mario marion marionnette marius marjorie mark market
marlboro marlene marley maroc maroilles marquise marrakech marron mars marseille marshall marta martha marthe martial
martin martine martinique marvel marvin mary maryland maryline maryse maryvonne maserati mask mason massachusetts
masson master mastercard match mateo maternelle mathieu mathilde mathis maths mathys matilda matin matou matrix matteo
matter matthew matthias matthieu maubeuge maud maupassant maureen maurice maverick max maxence maxim maxime maximilien
maximum maximus maya mayotte mazda mazingarbe mbappe mcdo mcdonald mcdonalds mdp mdpasse mdph mdr mds meal mean meat
mecanicien medal medecin mediateur mediatheque mediatrice medor megadeth megaman megan megane mehdi meilleur melanie
melbourne melenchon melina melinda melissa melodie melody melon melvin member memory men menu menuisier mer mercedes
merci mercier mercredi mercury merde mericourt merlan merlin merveilleux message messenger messi metal metallic
metallica metro metroid metz meunier mexico mexique miam miami michael michaeljackson michel michelangelo michele
michelin micheline michelle michigan mickey mickeymouse microcredit microsoft middle midi midnight miguel mike mila
milan milano militaire milk mille miller million milou mime mimi mimine mind mindy mine minecraft mines minette mineur
mineurs ministere minnesota minnie minou minouche minuit minute miranda mireille miriam miroir mirror miss mission
missionlocale mississippi missouri mistake misty mitchell mitterrand mixed mobile moche model mohamed mohammed mois
mojito moliere molly moment mommy momo monaco monalisa monday monde monet money monica monique monkey mononoke
monopoly monster monstre montagne montagnes montana monter month montigny montpellier montre montreal montreuil
montreuilsurmer mood mookie moon moreau morel morgan morgane morin morning morocco morpheus morris mort mortalkombat
moscou motard motdepass motdepasse mother motherfucker moto motorola motos mot2passe mouche moule moules mounir
mountain mourad mourir mouse moussa moustache moustique mouth mouton moutons move movie movies mozart msa mufasa
muffin muguet mulan mulhouse muller multicolore mummy munich muppet muppets mur muriel murielle murphy murray muse
musee music musicien musique mustang mustapha myers mylene myriam myrtille mysql mystere mystery mystic mystique mythe
nadal nadege nadia nadine nael nager nahla nail naima naissance nala name nana nanana nancy nanette nanou nantes naomi
naples napoleon napoli narrow naruto nascar nasser nasty natacha natalie natasha natation nathalie nathan nathanael
nation nature naughty navy nawel near neat nebraska neck need needle neige nekfeu nelly nelson nemo neo nerve nest
netflix netherlands network neuf nevada never news newton newyork neymar nez nice nicholas nichon nichons nickel nicky
nicolas nicole nigeria night nightmare nights nike nimda nimes nina nine ninho nini ninja ninou nintendo nirvana
nissan noa noah noam noe noel noelie noella noemie noeuxlesmines noir noirceur noire noise noisette noixdecoco nokia
nolan nolwenn non none nono nora norah norbert nord nordine nordpasdecalais normal norman normandie north norway nose
notaire notariat note notes nothing nounette nounou nounours nour nouveau nouvelle november novembre now noyelles
nuage nuages nuit nul nulle number nurse nutella oasis obama obelix obispo object ocean oceane oceanie oceans october
octobre odette odile oeil oeuf oeufs offer office offspring ohio oignies oignon oiseau oiseaux okay oklahoma oksana
olaf olga olive oliver olivia olivier olympic olympique ombre omega one onepiece onion onze opale opel open opera
ophelie ophtalmo option oracle orage oran orange oranges orangina orchestre orchidee order ordi ordinateur oregon
oreille oreiller orelsan oreo orleans ornithorynque orthophoniste oscar other othman ouais ouest ouf oui ours outlook
outreau outside ouvre ouvretoi ouvrier ouvrir overwatch owen owens owl owner oye pablo packers pacman page pages pagny
paige pain paint pair paix pakistan palace palestine paloma pamela panda pandas pandora panic pantalon pantera panther
panthere papa paper papi papier papillon papillons papy paques paradis paradise parcours pardon parent parents parfait
parfum paris park parker parking parler parrot part partir partition partner party pascal pascale pasdecalais pass
passe passphrase passw password passwords passwort passw0rd past pasteque pasteur pastis patate patates patatipatata
patch patches pates path patinoire patisserie patissier patrice patricia patrick patriots patron patterson pau paul
paula paulette pauline pause payer paypal paysan pch peace peach peaches peanut pearl pearljam peche pecheur pediatre
pedro peekaboo pegase peggy peintre peinture pekin pele peluche pencil penelope penguin penis pennsylvania penny
penser pension pensions people pepper pepsi perception perdre perfect perfume periscolaire perle perles perou
perpignan perrin perrine perroquet perry person personal personnel petanque peter peterpan peterson petit
petitdejeuner petite petiteenfance petitprince peugeot peut peutetre phantom phare pharmacie philippe philippine
philippines phillips philosophie phoenix phone phoque photo photos physique piaf piano picardie picasso pickle picture
piece pied pieds pierre pierrette pierrick pig pigeon pikachu pilot pilote piment pineapple pingouin pinguin pink
pinkfloyd pinkpanther pipi pirate pirates piscine pizza pizzas place placebo plage plain plan plane planet planete
planning plant plate platine platini platinum platon play playboy player playmobil playstation please plombier plongee
pluie pluto pluton pmi pnl pocahontas pocket poele poete pogba point poire poison poisson poissons poitiers pokemon
poker poland pole poleemploi police policier polite polnareff polo pologne pomme pommes pompier pompiers poney poneys
pont pontiac pony pookie pool poor popcorn popeye popstar popular porcinet porn porno porsche port portable portail
porte portel porter porthos porto portugal potato potjevleesch potter poudlard poule poulet poulette poupee poupette
poussin poutine pouvoir powell power powerpoint prada pray precious predator prefecture premier premiere prendre
present president presley press preston pretty prevert price pride priere primaire prime primes prince princes
princess princesse printemps printer priscilla prison private prive prize problem prof professeur profil profile
profit program programme promise proof prophet proprietaire prost protected protection protege proud proust prout
provence psg p4ssword psycho psychologue ptitquinquin public puce pucette puericultrice pull pulse puma pumba pumpkin
punk puppy pupuce pure purple push pussy putain pute putin puzzle pythagore python qsdf qsdfgh quality quarante
quarter quartier quasimodo quatre quebec queen quentin quest quick quiet quimper quinn quinquin quinze qwer qwerty
qwertyu qwertz rabat rabbit raccoon race racer rachel rachid racine racing racingclub raclette radio radiohead rafael
rage raider raiders rail rain rainbow raindrop raiponce raise raisin rambo ramirez rammstein ramones randonnee ranger
rangers raoul rap raphael raphaelle rapid rare rascal rasta rat ravel ravioli raymond raymonde rclens reach read ready
real realmadrid reason rebecca rebel record red redbird redbull redrum redskins redsox reebok reed referent referente
reggae reggie regine region regis regle reims reine relax relou rembrandt remember remi remy renard renaud renault
rendezvous rene renee rennais rennes repeat republique requin requins rescue reseau residence residentevil rest
restaurant rester restos restosducoeur retraite reunion reuze reve rever reves reward rex reynald reynolds rhinoceros
rhum rhyme rhythm ricard ricardo rich richard richardson riche ride rideau right rigolo rihanna riley rimbaud ring
rintintin rire rires riri rise rita river riviere rnb road robbie robe robert roberte roberto roberts robespierre
robin robinson roblox robot rocher rock rocket rockstar rocky roger rogers rohff roi roland rolande rollingstones roma
romain romane romania romaric rome romeo romuald romy ronald ronaldinho ronaldo ronan ronny roof room rooney rooster
root rope roquefort rosa rosalie rose rosebud roselyne rosemary roses ross rossi rossignol rotterdam roubaix rouen
rouge rough rouler round rousse rousseau rouvroy roux roxane roxanne roxy royal rsa ruben rubik rubis ruby rue rugby
rule rumba run runescape running rush russell russia russie rusty ruth ryan rythme sabine sable sabrina sacha sad
sadie safe safety safia sagefemme said sail sailormoon saintetienne saintexupery saintomer saintpol
saintpolsurternoise sakura salad salade salaire salaud salim salima sallaumines sally salome salon salope salsa salt
salut sam samantha samba samedi samia samir samira sammy sample samsung samu samuel samurai samus samy sand sandero
sanders sandra sandrine sandy sangatte sanji sante saphir sapin sara sarah sardine sarkozy sartre sasha saskia sassy
sasuke saturday saturne sauce saucisson saumon sauron sauter sauvegarde savannah savoie savoir saxo scale scarface
scene scenic school schumacher science scooby scoobydoo scooter score scorpio scorpion scorpions scotland scott scout
scrabble screen search season seat seattle sebastian sebastien second seconde secourscatholique secourspopulaire
secret secretaire secretariat secrets secure securite security seed seek selena selenagomez selim selma semaine
senegal senna sense sephiroth sept september septembre serbia serena serge sergent serie serious serpent serpentard
server serveur serveuse service services sesame session seven severine sevilla sex sexe sexy sfr shade shadow shaggy
shakira shannon shape share shark sharks sharon sharp sheep sheila shelby shell shelly shelter sherlock sherry shield
shine ship shirt shit shoes shoot shop short shout show shower shrek sick side sidney sidonie siecle sierra sigma sign
silence silent silenthill silk silly silver simba simcity simenon simmons simon simone simple simpson simpsons sims
sing singapore singe singer singes single sirop sister site sith six skate skateboard ski skin skipper skippy skull
sky skye skyrim skywalker slave slayer sleep slice slipknot slow slut small smart smartphone smell smic smile smiley
smith smoke smokey smooth snake snapchat snickers sniper snoop snoopdogg snoopy snow snowball snowboard snowflake
snowman soap soccer social sociale sociaux societe socks socrate soeur sofia sofiane soft software soir soixante
solange soldat soldier sole soleil soleils soleilvacances solene solfege solid solidarite solidarites soline solution
someone song sonia sonic sony sophia sophie soprano soraya sorcier sorciere sorry sortir soul souls sound soundgarden
soup soupe souper source sourire souris south southpark space spaghetti spain sparky spartacus speak spears special
speech speed spell spencer spice spider spiderman spike spirit spitfire split spongebob spooky spoon sport sportif
sports spot spring square squirrel stacy stade stage stagiaire stair staline stalker stamp stand standard standards
stanley star starbucks starcraft stars start starwars station steak steam steel steelers stella stendhal step stephan
stephane stephanie stephen sterling steve stevejobs steven stevens stevie stewart stewie stick still stinky stitch
stock stomach stone stones stop storm story strange strasbourg strawberry street streetfighter stretch strike string
strip stromae strong student stupid style stylo subaru sublime subway succession suck sucker sucks sucre sud sudden
sugar suisse suit sullivan sum summer sun sunday sunny sunrise sunset sunshine super
supercalifragilisticexpialidocious superman superstar support supreme surendettement surf surfing surprise susan sushi
susie suzanne suzie suzuki swamp swan swann swear sweat sweden sweet sweetheart sweetie sweetpea sweety swift swim
switzerland sword sydney sylvain sylvaine sylvester sylvette sylvia sylviane sylvie syndic syrie system systeme table
tableau tablette tacos taffy tahiti take talent talk tall tamara tammy tango tanguy tania tanjiro tape tapis tara
tarot tarte tartine tarzan tasha taste tata tatiana tatie taureau taurus taylor taylorswift taz tchiot tea teach
teacher team tears technical technicien technique techno tecktonik ted teddy teddybear tekken tele telephone telethon
television temp tempete temple tempo temporaire temps ten tenebres tennessee tennis tent terces teresa terminator
ternois terre terril terrils terry tesla tessa test tester testing tests tete tetris texas tgv thailande thais thanks
thankyou thea theatre theo theodore theophile therese thibaud thibault thibaut thick thief thierno thierry thing think
thomas thompson thon thor thousand three throat throne thug thumper thunder thunderbird thursday ticket tide tiesto
tifanie tiffany tiger tigers tigger tight tigre tigres tigrou tiktok tim timbre time timeo timon timothe timothee
timothy tina tinker tinkerbell tintin tiny tiroir titan titanic titi titine tititi title toast tobacco toboggan toby
today toit token tokyo tom tomate tomates tomato tommy tomorrow tomtom tongue tonight tonnerre tonton tony tool
tooroot tooth top topic torch tornado toronto tortue tortues toshiba total toto totoro totototo tottenham touch toufik
tough toujours toulon toulouse toupie touquet tour tourcoing tourdefrance tourisme tournesol tours toutou tower town
toy toyota track tracteur tracy trade trail train tralala trance travail travailler travel travis treasure tree trees
treize trent trente tresor tresorerie trevor tribunal trick tricot trinity trip trisha tristan trixie trois trombone
trompette trop trouble trouver troyes truc truck true truite trump trust trustno trustnoone truth tube tucker tuesday
tulipe tulipes tunis tunisia tunisie tunnel tupac turbo turkey turn turner turquie turquoise turtle tutelle tuteur
tutu tweety twelve twin twingo twist twitter twix two tyler ubuntu ugly ugo ukraine ultimate ultime ulysse umbrella
uncle under unicef unicorn unique unit united univers universe universite university until update urgence urgences
urssaf ursula usager usagers useful user username utah utilisateur vacances vache vaches vador vague vagues valence
valenciennes valentin valentine valentino valerie valery valley valse value vampire vanessa vangogh vanilla vanille
vanish vannes vase vasseur vast vegas vegeta velo velos velvet vendeur vendeuse vendre vendredi venir venise vent
venture venus vera vercingetorix verdi vergeoise verlaine vermelles vermont verne veronica veronique verre version
verstappen vert verte veste veuvage vianney vicky victoire victor victorhugo victoria victory video videos vie vietnam
view viking vikings village ville vin vincent vinci vingt violaine violence violences violet violette violin violon
viper vipere virgile virginia virginie virus visa vision visit vitesse vitryenartois vivaldi vivelafrance vivian
viviane vivien vivre vladimir vodka voice voila voile voir voisin voisine voiture voitures volcano voldemort voler
volkswagen volley voltaire volvo voodoo vote vouloir voyage vuitton wagner wagon wahid waist wait wake wakfu wales
walid walk walker wall wallace walter wanadoo wanda wander wanker want waouh war warcraft ward warm warning warrior
wash washington wassim wassingue waste watch water waterfall watermelon watson wattel wave waves weak wealth weapon
weather web webb website wedding wednesday week weekend weird welcome wells welsh wendy werner wesh wesley west whale
whatever whatsapp wheel where whiskey whisky whisper whistle white whiteout whitey whitney whore wide wife wifi wiki
wikipedia wild wilfried willem william williams willie willy wilson wimereux win wind window windows wine wing wingles
wings winner winnie winston winter wisconsin wise wish wissant witch witness wizard wizernes wolf wolfpack wolverine
wolves woman wombat women wonder wonderful wonderwoman wood wooden woods word words work worker world worldofwarcraft
worm worry worth wound wrangler wright wrist write wrong wxcv wxcvbn wyoming xavier xbox xerox xiaomi xmen xyz yacine
yael yahoo yamaha yamina yan yanis yankees yann yannick yannis yaourt yard yaris yasmina yasmine yassin yassine yeah
year years yellow yes yesterday yeux yoann yoda yoga yohan yohann yolande youcef younes young youpi youri youssef
youth youtube yoyo ysaline yvan yves yvette yvon yvonne zacharie zachary zahra zapata zara zaza zazie zebra zebre
zelda zelie zen zeppelin zero zeus zidane zineb zinedine zizi zizou zlatan zoe zohra zola zombie zone zoro zorro
zouzou zozo zuckerberg zulu zumba zurich zxcv zxcvb
`

export const COMMON_PHRASES = `
a b c d e f g,abc def ghi,à bientôt,accès interdit,accueil du public,à cœur vaillant,action sociale,à demain
admin admin,agent d'accueil,aide sociale,ainsi font font font,à la claire fontaine,à la plage,alea jacta est
alexandrie alexandra,allez le losc,allez lens,allez le psg,allez l'om,allez paris,allez racing
allons enfants de la patrie,allumer le feu,all work and no play,alouette gentille alouette,amazing grace
amélie poulain,am stram gram,annuaire social,apple pie,après la pluie le beau temps,arc de triomphe,arras bethune
asd fgh,au clair de la lune,au nord c'était les corons,au revoir,aux armes citoyens,aux champs élysées,aze qsd wxc
azerty qwerty,back in black,baie de canche,baie de somme,barbe à papa,barbe bleue,barcelona fc,bassin minier
beam me up,beauty and the beast,be happy,bella ciao,belle île,belle vie,berck sur mer,bienvenue à tous
bienvenue chez les ch'tis,bière blonde,big bang theory,big boss,big dog,black cat,black dog,black horse,black panther
black widow,blessed be,bleu blanc rouge,blue moon,blue ocean,blue sky,bohemian rhapsody,bollaert delelis
bon anniversaire,bon courage,bonheur et santé,bonjour à tous,bonjour la france,bonjour madame,bonjour monde
bonjour monsieur,bonjour tout le monde,bonne année,bonne fête,bonne journée,bonne santé,bonnes vacances,bord de mer
born free,born to be wild,boucle d'or,bout de chou,breaking bad,bureau des accueils,but de zidane,café au lait
caisse d'allocations familiales,ça marche pas,cap blanc nez,cap gris nez,captain america,carpe diem,carry on
casa de papel,c'est bon,c'est la vie,c'est moi,c'est nous,c'est parti,champions du monde,champs élysées,change me now
change password,change this,change this password,chat blanc,chat noir,cheese cake,chelsea fc,cheval blanc,cheval noir
chien noir,chocolate cake,chut c'est un secret,ciel étoilé,clin d'œil,code confidentiel,code d'accès,cogito ergo sum
comme d'habitude,conseil départemental,conseil général,correct horse battery,correct horse battery staple,costa rica
côte d'azur,côte d'opale,coup de cœur,coup de foudre,coup de soleil,coupe du monde,crème brûlée,dansons la capucine
default password,défense d'entrer,demain dès l'aube,département du pas de calais,dessine moi un mouton,deux mille
deux mille vingt,deux mille vingt cinq,deux mille vingt quatre,deux mille vingt sept,deux mille vingt six,devine
doctor who,do not enter,dont worry be happy,do re mi,do re mi fa sol,douce nuit,dragon noir,dragon rouge,dream on
droit au but,easy money,enter password,enter sandman,en vacances,équipe de france,étoile filante,être ou ne pas être
et un et deux et trois zéro,faith hope love,fc barcelone,final countdown,fire fly,forgot password,forza juve
forza milan,fraise tagada,frère jacques,game of thrones,game over,gâteau au chocolat,german shepherd,get out,go away
god bless,god bless america,god is good,god is love,golden retriever,good bye,good luck,good morning,good night
goutte d'eau,grain de sable,grand theft auto,great britain,guardians of the galaxy,guest guest,guide des solidarités
guide ressources,guide ressources informatisé,hakuna matata,happy birthday,happy days,happy family,happy life
happy new year,hello my friend,hello world,heureux qui comme ulysse,hey jude,highway to hell,holy spirit
home sweet home,hotel california,how i met your mother,hunter two,i am batman,i am groot,i am here,i am iron man
i am legend,i am me,i am the best,i am your father,i can do it,ice cream,ici c'est paris,i dont care,i dont know
i forgot,i forgot my password,i hate passwords,i hate you,il est libre max,il était une fois,il était un petit navire
il fait beau,il neige,i love chocolate,i love football,i love god,i love jesus,i love me,i love music,i love my cat
i love my dog,i love my family,i love my life,i love my mom,i love paris,i love you baby,i love you forever
i love you mom,i love you mum,i love you so much,i love you too,il pleut,imagine all the people,i miss you
impossible n'est pas français,i need you,in god we trust,intouchables,in vino veritas,i want you,jack daniels
j'adore le chocolat,j'aime la musique,j'aime la vie,j'aime le chocolat,j'aime le foot,j'aime les chats
j'aime les chevaux,j'aime les chiens,j'aime les frites,j'aime maman,j'aime mon chat,j'aime mon chien,j'aime papa
j'aime pas,j'ai oublié,j'ai oublié mon mot de passe,jamais deux sans trois,jamais sans mon fils,janvier février mars
jaune et noir,je m'en fous,je m'en souviens plus,je ne sais pas,je pense donc je suis,je sais pas,je sais plus
je suis amoureuse,je suis amoureux,je suis ton père,jesus christ,jesus is lord,jesus loves me,je t'aime à la folie
je t'aime fort,je t'aime mon amour,je t'aime pour la vie,je t'aime pour toujours,je t'aime très fort,je vous aime
joe le taxi,joyeux anniversaire,joyeux noël,jurassic park,just do it,keep calm,keep calm and carry on,keep out
knocking on heavens door,knock knock,la belle au bois dormant,la belle et la bête,la belle vie,la bohème,la boum
la cigale et la fourmi,lady luck,la grande vadrouille,la guerre des étoiles,laisse moi entrer,laissez moi entrer
la lune,la mer,la nuit tous les chats sont gris,la petite maison dans la prairie,la petite sirène,la petite souris
la plage,la reine des neiges,l'argent ne fait pas le bonheur,la terre est ronde,la tribu de dana,la vie en rose
la vie est belle,leave me alone,le bonheur,le chat,le chat botté,le chien,le ch'ti,le ciel bleu,le cinquième élément
le corbeau et le renard,le dîner de cons,le grand bleu,le jour de gloire est arrivé,le lièvre et la tortue
le monde est à moi,le monde est petit,le mot de passe,lens lievin,l'envie d'avoir envie,le pas de calais
le père noël est une ordure,le petit chaperon rouge,le petit poucet,le roi lion,les bronzés,les bronzés font du ski
les chaussettes de l'archiduchesse,les chaussettes de l'archiduchesse sont elles sèches,les choristes,les ch'tis
les copains d'abord,les corons,les démons de minuit,les deux caps,le seigneur des anneaux,les feux de l'amour
les gens du nord,les lacs du connemara,le soleil,le soleil brille,les sang et or,les sanglots longs,les sept nains
les trois petits cochons,les vacances,les visiteurs,let it be,let it go,let me in please,le touquet paris plage
l'habit ne fait pas le moine,liberté égalité,liberté égalité fraternité,ligue des champions,like a boss,lion rouge
little bird,little cat,live laugh love,live long and prosper,live love laugh,liverpool fc,long password
longtemps je me suis couché de bonne heure,lord of the rings,lorem ipsum,lorem ipsum dolor,lorem ipsum dolor sit amet
loup blanc,loup garou,louvre lens,love and peace,love is life,love me forever,lucky day,lucky one,lucky seven
luke skywalker,lundi mardi mercredi,l'union fait la force,ma bonne étoile,ma chérie,ma famille,ma femme,ma fille
ma gueule,maison du département,maître corbeau,maître corbeau sur un arbre perché,make love not war,ma louloute
ma maman d'amour,maman chérie,maman je t'aime,manchester city,manchester united,ma petite famille,ma petite puce
ma poulette,ma princesse,ma puce,ma vie,may the force be with you,me and you,me and you forever,memento mori
merci beaucoup,merry christmas,mes amours,mes bébés,mes chats,mes chiens,mes enfants,mes filles,mes garçons
mes parents,mes trésors,mieux vaut tard que jamais,mignonne allons voir si la rose,mission impossible,mlk jhg
moi et toi,moi même,moi moi moi,mon amour,mon amour pour toujours,mon ange,mon beau sapin,mon bébé,mon bébé d'amour
mon chat,mon chéri,mon cheval,mon chien,mon chouchou,mon code,mon code secret,mon cœur,mon doudou,money money,mon fils
mon lapin,mon loulou,mon mari,mon minou,mon mot de passe,mon nounours,mon nouveau mot de passe,mon petit ange
mon petit chat,mon petit chien,mon petit cœur,mon poney,mon poussin,mon prince,mont blanc,mon trésor,mont saint michel
moon light,mot de passe fort,mot de passe long,mot de passe oublié,mot de passe secret,mot de passe sécurisé
mot de passe très long,mots de passe,moules frites,mountain dew,mousse au chocolat,my angel,my baby,my cat,my dog
my family,my friend,my heart,my house,my life,my love,my name is,my password,my password is,my secret,ne me quitte pas
ne pas toucher,never forget,never give up,never say never,new password,new york city,n'importe quoi,no access
noir et blanc,non je ne regrette rien,no pain no gain,no password,nord sud est ouest,nothing else matters,notre dame
notre dame de paris,nous sommes champions,nouveau mot de passe,nuit de folie,number one,obi wan kenobi,old password
olympique de marseille,olympique lyonnais,once upon a time,one ring to rule them all,on est en finale
on est les champions,one two three,one two three four,one two three four five,on lâche rien,only one,on va gagner
open sesame,open the door,ouvre moi,pain au chocolat,panthère noire,panthère rose,papa et maman,papa je t'aime
papa maman,paris saint germain,pas de mot de passe,pass code,passe partout,pass pass,password is password
peace and love,peanut butter,pepsi cola,personne ne sait,petit à petit l'oiseau fait son nid,petit chat,petit chien
petite étoile,petit lapin,petit ours,petit ours brun,petit papa noël,petit poisson,peu importe,pic et pic
pierre qui roule n'amasse pas mousse,pirates des caraïbes,play again,please let me in,plus belle la vie,poisson rouge
poi uyt,pomme d'api,pomme de reinette,pomme de terre,pommes frites,porte bonheur,portez ce vieux whisky
portez ce vieux whisky au juge blond qui fume,praise the lord,printemps été automne hiver,prison break
promenons nous dans les bois,protection de l'enfance,que du bonheur,que je t'aime,que la force soit avec toi
que sera sera,quick brown fox,qui vivra verra,qwe asd zxc,qwerty azerty,racing club de lens,red dragon
red is beautiful,red rose,retour vers le futur,revenu de solidarité active,rich and famous,rien à dire,rien du tout
rien ne sert de courir,roland garros,root root,rouge et noir,rouge vert bleu,saint tropez,san francisco,sang et or
savez vous planter les choux,secrétariat général,secret password,secure password,sécurité avant tout,sécurité sociale
service informatique,sésame ouvre toi,show me the money,s'il te plaît,s'il vous plaît,sleeping beauty
smells like teen spirit,snow white,soleil et lune,soleil levant,sous le pont mirabeau,south africa,stade bollaert
stade de france,stairway to heaven,star light,star trek,steak frites,stranger things,strong password,sun flower
sun light,super mario,super mot de passe,super secret,super secret password,support informatique,sur le pont d'avignon
sweet child of mine,sweet dreams,sweet home alabama,tarte aux pommes,temp temp,test test,thank you jesus
that is the question,thé à la menthe,the best,the boss,the legend of zelda,the lion king,the office,the one
the password,the quick brown fox,the quick brown fox jumps over the lazy dog,this is a password,this is my password
thunderstruck,time is money,to be or not to be,toi et moi,toi et moi pour la vie,toi et moi pour toujours,top secret
tour eiffel,tous pour un,tout est bien qui finit bien,tout est possible,tout va bien,travailleur social
trèfle à quatre feuilles,très secret,tr0ub4dor and 3,true love,trust me,tu devineras jamais,tu es ma vie,tu me manques
tu trouveras pas,un chasseur sachant chasser,un deux trois,un deux trois quatre,un deux trois quatre cinq
un deux trois soleil,une souris verte,united states,un jour mon prince viendra,un mot de passe,un pour tous
un pour tous tous pour un,user user,veni vidi vici,vin blanc,vin rouge,visca barca,vive la mariée,vive la vie
vive les bleus,vive le sport,vive les vacances,vive le vent,vive le vent d'hiver,vive moi,vive nous
vouloir c'est pouvoir,voyage voyage,walking dead,we are anonymous,we are one,we are the champions,welcome back
welcome home,welcome to the jungle,we will rock you,whatever works,white horse,white wolf,who cares,winner takes all
winnie the pooh,winter is coming,yellow submarine,yes we can,you and me,you know nothing,you will never walk alone
zxc vbn
`
